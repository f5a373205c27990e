"""Letters by e-mail, for offices without a desk."""

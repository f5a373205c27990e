"""What every page of the desk runs in: sessions, guards, settings, templates."""

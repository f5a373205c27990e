"""The ways that letters and cases take from office to office."""

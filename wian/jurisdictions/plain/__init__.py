"""A jurisdiction for everybody: English letters, and all that varies by settings or a folder."""

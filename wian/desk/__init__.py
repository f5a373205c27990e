"""The desk of an office on the web, and its API."""

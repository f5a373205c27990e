"""Commands that compare ways and periods."""

"""Reading a hierarchy from a file: YAML, CSV, and the schema of both."""

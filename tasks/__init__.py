"""The Prefect tasks, each a few lines around one function of the library."""

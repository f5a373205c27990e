"""The Prefect flows, each a paragraph made of tasks."""

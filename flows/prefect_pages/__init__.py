"""What Prefect's pages show of a propagation: state, artifacts, progress."""

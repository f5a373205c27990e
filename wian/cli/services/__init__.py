"""Commands that run the services: up, desk, dispatch, sweep."""

"""Commands for administrators: up, desk, dispatch, sweep, verify."""

"""The command `wian letters`."""

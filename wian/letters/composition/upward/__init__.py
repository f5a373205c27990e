"""Words letters that go back up."""

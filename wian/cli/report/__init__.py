"""Commands for analysts: `wian report` and `wian sql`."""

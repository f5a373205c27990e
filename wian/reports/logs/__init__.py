"""Event logs as hops for the reports."""

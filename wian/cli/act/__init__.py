"""Commands that act for an office: receive, issue, correct, answer."""

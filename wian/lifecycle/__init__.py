"""What becomes of a directive after it was sent: it is withdrawn, amended, closed."""

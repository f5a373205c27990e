"""What goes back up: answers that hold, and answers taken back."""

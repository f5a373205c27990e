"""Reading the receive and send registers that offices kept."""

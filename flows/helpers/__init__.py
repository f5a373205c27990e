"""Workers that help with a propagation, each in a flow run of its own."""

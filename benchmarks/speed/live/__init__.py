"""How fast the live system answers: doorbell, desks, roll-up, artifacts."""

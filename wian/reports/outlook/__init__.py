"""When the addressees will have it, and which deadline is at risk."""

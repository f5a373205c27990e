"""How often estimates and findings are right, on data whose truth is planted."""

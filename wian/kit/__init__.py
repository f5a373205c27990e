"""What every room uses and no domain knows: errors, strangers' texts and files, one cache."""

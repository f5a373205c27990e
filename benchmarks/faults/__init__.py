"""Whether the live system loses or doubles a letter while its parts are killed."""

"""Opening the files that letters come in: text, DOCX, PDF, pictures."""

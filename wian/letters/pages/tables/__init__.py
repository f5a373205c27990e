"""Tables that a letter encloses: their pages, and the workbook beside."""

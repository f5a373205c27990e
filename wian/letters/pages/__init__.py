"""Letters on paper: set out as pages, stamped, certified, bound and exported."""

"""Letters on paper: laid out as pages, stamped, certified, bound and exported."""

"""Several processes and machines on one ledger, some of which are killed."""

"""What others can hold the ledger to: one tree over all entries, signed sizes of it, proofs."""

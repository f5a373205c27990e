"""Other ways to do the same job, to compare with: plain sqlite3, a task a hop, pandas, pm4py."""

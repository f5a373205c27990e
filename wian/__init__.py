"""wian: sends a directive down an administration and measures the delay of every hop."""

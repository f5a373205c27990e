"""Sends a directive down a hierarchy of offices and measures the delay of every hop."""

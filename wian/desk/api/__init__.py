"""The desk for other systems: the API under ``/api/v1``, and its description."""

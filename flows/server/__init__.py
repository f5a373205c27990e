"""The Prefect server and the processes of the live system on one machine."""

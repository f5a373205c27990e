#!/bin/sh
# What the container of PostgreSQL runs once, on an empty volume.
set -eu
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres \
  -v wian_password="$WIAN_PASSWORD" -v prefect_password="$PREFECT_PASSWORD" -f /databases.sql

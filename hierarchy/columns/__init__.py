"""Offices and lines held by column, so that a million of them fit."""

"""Ninety days of live directives in virtual time, with kills, on either database."""

"""Backfill of the NBA Phase 4 feature tables, one game date at a time."""

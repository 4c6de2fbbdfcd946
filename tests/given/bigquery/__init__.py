"""A BigQuery emulator for a test session, with faults in front of it."""

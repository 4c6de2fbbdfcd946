"""What must hold before a date runs and before its rows are published."""

"""One step (a processor on a date) and one run of many."""

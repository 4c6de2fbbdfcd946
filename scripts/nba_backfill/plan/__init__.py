"""What is asked for, and what remains of it."""

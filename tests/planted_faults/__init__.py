"""Deliberately wrong variants of the shipped SQL, each of which some test must catch."""

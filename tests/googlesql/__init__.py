"""Tests on Google's own GoogleSQL; skipped where the package that brings it is not installed."""

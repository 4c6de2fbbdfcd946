"""Source folders in other people's formats, brought into the project's own form.

A format is a folder of this room: `format.yaml` says what its files are and what they tell,
one SQL file a relation says how. docs/formats.md is made from these files.
"""

from nba_backfill.phase3.formats.store import coverage, own_form

__all__ = ["coverage", "own_form"]

"""Player keys: the lookup name of every player id."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable


def lookup_name(name: str) -> str:
    """'Luka Dončić' -> 'lukadoncic', 'Gary Trent Jr.' -> 'garytrentjr'."""
    without_accents = unicodedata.normalize("NFKD", name).lower()
    return re.sub(r"[^a-z0-9]", "", without_accents)


def player_lookups(players: Iterable[tuple[str, str, dt.date]]) -> dict[str, str]:
    """player_id -> lookup name, for (player_id, name, date of his first listing).

    `name` is the one of his first listing, and of two players with one lookup the later listed
    appends his id: later games never change a key.
    """
    lookups: dict[str, str] = {}
    taken: set[str] = set()
    for player_id, name, _ in sorted(players, key=lambda p: (p[2], len(p[0]), p[0])):
        lookup = lookup_name(name)
        if lookup in taken or not lookup:
            lookup += lookup_name(player_id)
        taken.add(lookup)
        lookups[player_id] = lookup
    return lookups

"""Minutes change: mean of the last ten against the season, in steps of 10 and 20 percent."""

import pytest
from given.rows import (
    by_key,
    compute,
    context,
    days_before,
    player_game,
    write,
)

CASES = {  # last-ten mean, season mean
    "up2": (36, 28, 2),
    "up1": (31, 28, 1),
    "flat": (30, 30, 0),
    "down1": (28.5, 32, -1),
    "down2": (24, 32, -2),
    "listmean": (35.3, 30, 1),
    "edge20": (24, 20, 2),
    "edge10": (33, 30, 1),
    "edgeless": (18, 20, -1),
    "zero": (0, 0, 0),
}


def games(lookup: str, recent: float, season: float) -> list[dict]:
    """Twenty games whose newest ten and all of which have these mean minutes."""
    older = 2 * season - recent
    return [
        player_game(days_before(n + 1), lookup, minutes_played=float(recent if n < 10 else older))
        for n in range(20)
    ]


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """The daily cache of the date is published first: the recent mean comes from there."""
    root = tmp_path_factory.mktemp("minutes")
    listed = [context(lookup) for lookup in [*CASES, "never"]]
    history = [row for name, case in CASES.items() for row in games(name, case[0], case[1])]
    warehouse = write(root, player_game_summary=history, upcoming_player_game_context=listed)
    cache = compute(warehouse, "player_daily_cache")
    warehouse = write(root, player_daily_cache=cache)
    return by_key(compute(warehouse, "ml_feature_store_v2"))


@pytest.mark.parametrize("lookup", CASES)
def test_step(rows, lookup):
    assert rows[lookup]["minutes_change"] == CASES[lookup][2]
    assert rows[lookup]["minutes_change_source"] == "calculated"


def test_without_a_game_it_is_missing(rows):
    assert rows["never"]["minutes_change"] is None
    assert rows["never"]["minutes_change_source"] == "missing"

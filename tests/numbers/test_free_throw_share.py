"""Share of points made at the line over up to ten games: from five games on, at most a half."""

import pytest
from given.rows import by_key, compute, context, days_before, player_game, write

CASES = {  # free throws, points, games
    "ten": (70, 263, 10, 70 / 263),
    "other": (72, 252, 10, 72 / 252),
    "five": (58, 148, 5, 58 / 148),
    "clamped": (12, 20, 6, 0.5),
    "four": (20, 60, 4, None),
    "scoreless": (0, 0, 8, None),
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    games = []
    for lookup, (free, points, number, _) in CASES.items():
        for n in range(number):
            share = {
                "ft_makes": free // number + (n < free % number),
                "points": points // number + (n < points % number),
            }
            games.append(player_game(days_before(n + 1), lookup, **share))
    games.append(player_game(days_before(11), "ten", ft_makes=30, points=30))
    warehouse = write(
        tmp_path_factory.mktemp("free"),
        player_game_summary=games,
        upcoming_player_game_context=[context(lookup) for lookup in CASES],
    )
    return by_key(compute(warehouse, "ml_feature_store_v2"))


@pytest.mark.parametrize("lookup", CASES)
def test_share(rows, lookup):
    expected = CASES[lookup][3]
    assert rows[lookup]["pct_free_throw"] == pytest.approx(expected, abs=1e-12)
    source = "missing" if expected is None else "calculated"
    assert rows[lookup]["pct_free_throw_source"] == source

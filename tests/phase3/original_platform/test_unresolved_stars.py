"""An absent player known by his last name only: absent stars are unknown where he may be one."""

import datetime as dt

from given.platform_season import game, listed, season

OPENING = dt.date(2024, 1, 1)
DAY = dt.date(2024, 1, 30)
GAMES = [OPENING + dt.timedelta(days=2 * number) for number in range(12)]


def season_with(*of_the_day: dict):
    """Twelve games in which `lebronjamesjr` scores 30, then a game of DAY with other listings."""
    schedule = [game(f"00223000{n:02d}", str(day)) for n, day in enumerate([*GAMES, DAY])]
    book = []
    for day in GAMES:
        book += [
            listed(str(day), "lebronjamesjr", points=30),
            listed(str(day), "other", points=2),
            listed(str(day), "out", status="inactive"),
        ]
    return season(schedule, book + [{**row, "game_date": DAY} for row in of_the_day])


def stars_out(made, lookup: str = "other"):
    row = made.row("upcoming_player_game_context", game_date=DAY, player_lookup=lookup)
    return row["star_teammates_out"], row["listing_incomplete"]


def unresolved(last_name: str) -> dict:
    return listed(
        str(DAY), last_name, status="inactive", name_resolution_status="multiple_matches"
    )  # fmt: skip


OTHER = listed(str(DAY), "other")


def test_a_resolved_star_counts():
    made = season_with(OTHER, listed(str(DAY), "lebronjamesjr", status="inactive"))

    assert stars_out(made) == (1, False)


def test_an_unresolved_name_that_is_an_unlisted_stars_leaves_the_count_unknown():
    made = season_with(OTHER, unresolved("james"))

    assert stars_out(made) == (None, False)
    assert made.findings()["unknown_stars"] == (1, f"{DAY} other")


def test_an_unresolved_name_of_no_star_leaves_the_count_known():
    made = season_with(OTHER, unresolved("smith"))

    assert stars_out(made) == (0, False)


def test_a_star_who_is_listed_is_not_the_unresolved_one():
    made = season_with(OTHER, listed(str(DAY), "lebronjamesjr"), unresolved("james"))

    assert stars_out(made) == (0, False)

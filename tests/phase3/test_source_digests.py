"""A date's digest covers the season before it, and of the date what is known before tip-off."""

import datetime as dt

import pytest
from given.files import BOX, game, line, shot, write
from nba_backfill.phase3 import files

FIRST, SECOND, THIRD, NEXT_SEASON = (
    dt.date(2023, 10, 24), dt.date(2023, 10, 26), dt.date(2023, 10, 28), dt.date(2024, 10, 22),
)  # fmt: skip


def source() -> dict[str, list[dict]]:
    ids = {"0022300001": FIRST, "0022300002": SECOND, "0022300003": THIRD,
           "0022400001": NEXT_SEASON}  # fmt: skip
    return {
        "games": [game(key, str(date)) for key, date in ids.items()],
        "player_box": [
            row
            for key in ids
            for row in (
                line(key, 1, pts=2, fga=1, fgm=1, minutes=20),
                line(key, 2, "NYK", "dnp"),
                line(key, 3, "NYK", "inactive"),
            )
        ],
        "shots": [shot(key, 1, "BOS", 2, 5, made=True) for key in ids],
        "odds": [{"game_id": key, "home_spread": -2.5, "total": 220.0} for key in ids],
    }


def changed(tmp_path, table: str, position: int, **values) -> set[dt.date]:
    """Dates whose digest differs after one row of the source is changed."""
    before = source()
    after = source()
    after[table][position].update(values)
    digests = [
        files.digests(write(tmp_path / name, **content))
        for name, content in (("before", before), ("after", after))
    ]
    return {date for date in digests[0] if digests[0][date] != digests[1][date]}


SECOND_GAME = 1
SECOND_PLAYED, SECOND_DNP, SECOND_INACTIVE = 3, 4, 5


@pytest.mark.parametrize(
    "table, position, values",
    [
        ("games", SECOND_GAME, {"home_score": 101}),
        ("player_box", SECOND_PLAYED, {"pts": 3, "ftm": 1, "fta": 1}),
        ("shots", SECOND_GAME, {"distance_ft": 9}),
        ("player_box", SECOND_DNP, {"status": "played", **dict.fromkeys(BOX, 0)}),
    ],
)
def test_outcomes_touch_the_later_dates_of_the_season_only(tmp_path, table, position, values):
    assert changed(tmp_path, table, position, **values) == {THIRD}


@pytest.mark.parametrize(
    "table, position, values",
    [
        ("games", SECOND_GAME, {"home_abbr": "NYK", "away_abbr": "BOS"}),
        ("player_box", SECOND_INACTIVE, {"status": "dnp"}),
    ],
)
def test_schedule_and_listing_touch_their_date_and_the_later_ones(
    tmp_path, table, position, values
):
    assert changed(tmp_path, table, position, **values) == {SECOND, THIRD}


def test_a_line_touches_its_date_only(tmp_path):
    assert changed(tmp_path, "odds", SECOND_GAME, total=221.0) == {SECOND}


def test_the_order_of_the_rows_does_not_matter(tmp_path):
    turned = {name: rows[::-1] for name, rows in source().items()}

    assert files.digests(write(tmp_path / "a", **turned)) == files.digests(
        write(tmp_path / "b", **source())
    )


def test_digests_do_not_change_between_versions(tmp_path):
    """A changed digest makes every date rerun, so it must be meant."""
    digests = files.digests(write(tmp_path, **source()))

    assert {str(date): digest for date, digest in digests.items()} == {
        "2023-10-24": "65d6f9a4f00d4ccc",
        "2023-10-26": "d5aaaa9094f67104",
        "2023-10-28": "4d99143f91b10ada",
        "2024-10-22": "da38b824dd3d693d",
    }

import datetime as dt

import pyarrow as pa
from nba_backfill import tables

SCHEDULE = tables.table("nba_schedule")


def schedule(*game_ids: str) -> pa.Table:
    """Final games of one date."""
    game = {"game_date": dt.date(2024, 1, 5), "season_year": 2023, "game_type": "regular",
            "home_team": "BOS", "away_team": "NYK", "home_score": 101, "away_score": 99,
            "n_periods": None, "is_final": True}  # fmt: skip
    return pa.Table.from_pylist([{"game_id": g, **game} for g in game_ids], SCHEDULE.arrow_schema)


def test_loading_the_schedule_again_replaces_all_of_it(warehouse):
    warehouse.create(SCHEDULE)
    warehouse.load(SCHEDULE, schedule("0022300001", "0022300002"), None)

    warehouse.load(SCHEDULE, schedule("0022300003"), None)

    sql = f"SELECT game_id, n_periods FROM {SCHEDULE.full_name}"
    read = warehouse.query(sql, dt.date(2024, 1, 5), dt.date(2024, 1, 5)).to_pylist()
    assert read == [{"game_id": "0022300003", "n_periods": None}]

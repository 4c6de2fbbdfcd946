import datetime as dt

import pyarrow as pa
from nba_backfill import tables

GAMES = tables.table("team_offense_game_summary")


def games(*found: tuple[int, dt.date, str]) -> pa.Table:
    """Team rows (season, date, team), with plain values elsewhere."""
    plain = {"STRING": "x", "INT64": 1, "FLOAT64": 1.0, "BOOL": True, "DATE": dt.date(2024, 1, 1)}
    rows = [
        {name: plain[column.type] for name, column in GAMES.columns.items()}
        | {"season_year": season, "game_date": day, "team_abbr": team}
        for season, day, team in found
    ]
    return pa.Table.from_pylist(rows, GAMES.arrow_schema)


def test_loading_a_season_again_replaces_that_season_only(warehouse):
    warehouse.create(GAMES)
    warehouse.load(GAMES, games((2022, dt.date(2023, 4, 9), "BOS")), 2022)
    first = games((2023, dt.date(2023, 10, 24), "NYK"), (2023, dt.date(2024, 6, 17), "DAL"))
    warehouse.load(GAMES, first, 2023)

    for _ in range(2):
        warehouse.load(GAMES, games((2023, dt.date(2023, 10, 24), "LAL")), 2023)

    rows = warehouse.query(
        f"SELECT season_year, team_abbr FROM {GAMES.full_name} "
        "WHERE game_date BETWEEN @start_date AND @end_date ORDER BY season_year",
        dt.date(2022, 7, 1),
        dt.date(2024, 6, 30),
    )
    assert rows.to_pylist() == [
        {"season_year": 2022, "team_abbr": "BOS"},
        {"season_year": 2023, "team_abbr": "LAL"},
    ]


def test_a_season_without_rows_is_emptied(warehouse):
    warehouse.create(GAMES)
    warehouse.load(GAMES, games((2023, dt.date(2023, 10, 24), "NYK")), 2023)

    warehouse.load(GAMES, games(), 2023)

    sql = f"SELECT 1 AS one FROM {GAMES.full_name} WHERE game_date >= @start_date"
    assert warehouse.query(sql, dt.date(2023, 1, 1), dt.date(2024, 6, 30)).num_rows == 0

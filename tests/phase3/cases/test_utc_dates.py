"""Dates one day off."""

import duckdb
import pandas as pd
import pytest
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import files

WEST = ("LAL", "LAC", "GSW", "SAC", "POR", "PHX", "UTA", "DEN")


@pytest.mark.parametrize("last", ["2023-11-30", "2024-04-14"])
def test_western_home_games_a_day_late_are_told(real, build, last):
    """Games that then collide with the next day's are left out, as a user would."""
    frames = real(last)
    games = frames["games"]
    late = games.home_abbr.isin(WEST)
    games.loc[late, "game_date"] += pd.Timedelta(days=1)
    sides = pd.concat([
        games[["game_id", "game_date", side]].rename(columns={side: "team"})
        for side in ("home_abbr", "away_abbr")
    ])  # fmt: skip
    gone = set(sides[sides.duplicated(["game_date", "team"])].game_id)
    frames = {name: rows[~rows.game_id.isin(gone)] for name, rows in frames.items()}

    _, told = build(frames)

    assert told["western_home_games_a_day_late"][0] == 1


@pytest.mark.parametrize(
    ("first", "last"),
    [("2021-10-19", "2022-06-30"), ("2022-10-18", "2022-12-31"), ("2023-10-24", "2023-11-30")],
)
def test_right_dates_are_not(real, build, first, last):
    _, told = build(real(last, first))

    assert "western_home_games_a_day_late" not in told


@pytest.mark.parametrize(
    "text",
    [
        "%Y-%m-%dT23:30:00Z",
        "%Y-%m-%d 03:30:00+00:00",
        "%Y-%m-%dT22:30:00-04:00",
        "%b %d, %Y",
    ],
)
def test_texts_with_a_time_are_refused(real, as_league, tmp_path, text):
    frames = real("2023-10-26")
    folder = as_league(frames).write(tmp_path)
    games = as_league(frames).games
    games["game_date"] = [day.strftime(text) for day in games.game_date]
    games.to_parquet(folder / "games.parquet", index=False)

    with pytest.raises(BackfillError, match=r"column game_date: .* not readable as a date"):
        files.schedule(folder)


@pytest.mark.parametrize("kind", ["TIMESTAMP", "TIMESTAMPTZ"])
def test_stored_times_are_refused(real, as_league, tmp_path, kind):
    folder = as_league(real("2023-10-26")).write(tmp_path)
    shifted = "CAST(CAST(game_date AS TIMESTAMP) + INTERVAL 27 HOUR AS " + kind + ")"
    duckdb.sql(
        f"COPY (SELECT * REPLACE ({shifted} AS game_date) FROM '{folder}/games.parquet') "
        f"TO '{folder}/moved.parquet'"
    )
    (folder / "moved.parquet").rename(folder / "games.parquet")

    with pytest.raises(BackfillError, match="column game_date"):
        files.schedule(folder)

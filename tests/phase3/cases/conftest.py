"""Awkward cases made from real seasons by small edits; skipped where those seasons are absent."""

import duckdb
import pandas as pd
import pytest
from given.files import BOOKMAKERS
from given.league import League
from nba_backfill.phase3 import files
from nba_backfill.phase3.build import build_tables
from nba_backfill.phase3.findings import findings

KEEP = {
    "games": "game_id, CAST(game_date AS DATE) AS game_date, home_abbr, away_abbr, home_score, "
    "away_score, n_periods",
    "player_box": "game_id, player_id, player_name, team_abbr, status, CAST(minutes AS DOUBLE) AS "
    "minutes, pts, fgm, fga, fg3m, fg3a, ftm, fta, oreb, dreb, ast, stl, blk, tov, pf",
    "shots": "game_id, event_num, player_id, team_abbr, shot_type, made, distance_ft, "
    "assist_player_id, block_player_id",
    "odds": "game_id, home_spread, total",
}


@pytest.fixture
def real(realdata):
    """Frames of the real files from a first to a last date, by file: real(last, first)."""

    def frames(last: str, first: str = "2023-10-24") -> dict[str, pd.DataFrame]:
        chosen = (
            f"SELECT game_id FROM '{realdata}/games.parquet' "
            f"WHERE game_date BETWEEN DATE '{first}' AND DATE '{last}'"
        )
        return {
            name: duckdb.sql(
                f"SELECT {columns} FROM '{realdata}/{name}.parquet' WHERE game_id IN ({chosen})"
            ).df()
            for name, columns in KEEP.items()
        }

    return frames


def league(frames: dict[str, pd.DataFrame]) -> League:
    """The frames as the files of a league, days without a time."""
    games = frames["games"].assign(game_date=pd.to_datetime(frames["games"].game_date).dt.date)
    counts = ["home_score", "away_score", "n_periods"]
    games[counts] = games[counts].astype("Int64")
    return League(games, frames["player_box"], frames["shots"], frames["odds"], None)


@pytest.fixture
def as_league():
    return league


@pytest.fixture
def build(tmp_path):
    """Phase 3 of frames: the connection, and what is told (finding -> count, example)."""

    def built(frames: dict[str, pd.DataFrame]):
        source = files.load(league(frames).write(tmp_path / "source"))
        build_tables(source.con, BOOKMAKERS)
        told = findings(source.con, source.dropped)
        return source.con, {f["finding"]: (f["count"], f["example"]) for f in told if f["count"]}

    return built

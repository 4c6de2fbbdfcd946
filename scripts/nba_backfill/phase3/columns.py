"""The source files: which there are, their columns, and what a column must hold.

A file is `<name>.parquet`, or `<name>.csv` with a header line. Columns not named here are
ignored. `integer` columns may be stored as floats (a NaN is a missing value).
"""

from __future__ import annotations

from typing import NamedTuple


class SourceColumn(NamedTuple):
    """kind: text | player (an id, whole number or text) | integer | number | flag | date."""

    name: str
    kind: str
    required: bool = True  # the column must exist
    filled: bool = False  # and must have a value in every row


class SourceFile(NamedTuple):
    """key: the columns that name a row in messages."""

    name: str
    required: bool
    key: tuple[str, ...]
    columns: tuple[SourceColumn, ...]


# filled in the row of everybody who played
BOX = (
    "minutes", "pts", "fgm", "fga", "fg3m", "fg3a", "ftm", "fta",
    "oreb", "dreb", "ast", "stl", "blk", "tov",
)  # fmt: skip
STATUSES = ("played", "dnp", "inactive")
LISTED = ("available", "out")
GAME_TYPES = ("regular", "play_in", "playoffs", "cup_final")

FILES = {
    file.name: file
    for file in (
        SourceFile(
            "games",
            True,
            ("game_id",),
            (
                SourceColumn("game_id", "text", filled=True),
                SourceColumn("game_date", "date", filled=True),
                SourceColumn("home_abbr", "text", filled=True),
                SourceColumn("away_abbr", "text", filled=True),
                SourceColumn("home_score", "integer"),
                SourceColumn("away_score", "integer"),
                SourceColumn("n_periods", "integer", required=False),
                # where the ids are not the NBA's, which tell both
                SourceColumn("game_type", "text", required=False),
                SourceColumn("season_year", "integer", required=False),
                SourceColumn("neutral_site", "flag", required=False),
            ),
        ),
        SourceFile(
            "player_box",
            True,
            ("game_id", "player_id"),
            (
                SourceColumn("game_id", "text", filled=True),
                SourceColumn("player_id", "player", filled=True),
                SourceColumn("player_name", "text", filled=True),
                SourceColumn("team_abbr", "text", filled=True),
                SourceColumn("status", "text"),
                SourceColumn("minutes", "number"),
                *(SourceColumn(name, "integer") for name in BOX[1:]),
                SourceColumn("pf", "integer", required=False),
                SourceColumn("plus_minus", "integer", required=False),
                SourceColumn("birth_date", "date", required=False),
                SourceColumn("game_date", "date", required=False),
            ),
        ),
        SourceFile(
            "shots",
            False,
            ("game_id", "player_id"),
            (
                SourceColumn("game_id", "text", filled=True),
                SourceColumn("player_id", "player", filled=True),
                SourceColumn("team_abbr", "text", filled=True),
                SourceColumn("shot_type", "integer", filled=True),
                SourceColumn("made", "flag", filled=True),
                SourceColumn("distance_ft", "number"),
                # who assisted makes and blocked misses; a file without them does not know
                SourceColumn("assist_player_id", "player", required=False),
                SourceColumn("block_player_id", "player", required=False),
                # the number of the event in its game: an event is counted once
                SourceColumn("event_num", "integer", required=False),
                SourceColumn("game_date", "date", required=False),
            ),
        ),
        SourceFile(
            "listing",
            False,
            ("game_id", "player_id"),
            (
                SourceColumn("game_id", "text", filled=True),
                SourceColumn("player_id", "player", filled=True),
                SourceColumn("player_name", "text", filled=True),
                SourceColumn("team_abbr", "text", filled=True),
                SourceColumn("player_status", "text", filled=True),
                SourceColumn("game_date", "date", required=False),
            ),
        ),
        SourceFile(
            "odds",
            False,
            ("game_id",),
            (
                SourceColumn("game_id", "text", filled=True),
                SourceColumn("home_spread", "number"),
                SourceColumn("total", "number"),
                SourceColumn("home_abbr", "text", required=False),
                SourceColumn("away_abbr", "text", required=False),
                SourceColumn("game_date", "date", required=False),
            ),
        ),
        SourceFile(
            "props",
            False,
            ("game_id", "player_id", "bookmaker"),
            (
                SourceColumn("game_id", "text", filled=True),
                SourceColumn("player_id", "player"),
                SourceColumn("market", "text", filled=True),
                SourceColumn("bookmaker", "text", filled=True),
                SourceColumn("line", "number"),
                SourceColumn("minutes_before_tip", "number", required=False),
                SourceColumn("home_abbr", "text", required=False),
                SourceColumn("away_abbr", "text", required=False),
                SourceColumn("game_date", "date", required=False),
            ),
        ),
        SourceFile(
            "players",
            False,
            ("player_id",),
            (
                SourceColumn("player_id", "player", filled=True),
                SourceColumn("birth_date", "date"),
            ),
        ),
    )
}

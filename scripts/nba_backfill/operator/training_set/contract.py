"""The columns of the training set: keys and features as elsewhere, and the outcomes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from pathlib import Path

from nba_backfill import tables
from nba_backfill.tables import Column, Table

NAME = "training_set"

_KEYS = ("player_lookup", "universal_player_id", "game_date", "game_id")
_OF_THE_GAME = ("season_year", "game_type")
_BEFORE_TIP = ("team_abbr", "opponent_team_abbr", "is_home", "days_rest", "player_status")
_QUALITY = (
    "feature_quality_score",
    "is_feature_complete",
    "listing_incomplete",
    "early_season_flag",
    "window_games",
    "completeness_percentage",
    "is_production_ready",
)
_OUTCOMES_AND_LINE = (
    Column(
        name="missing_features",
        type="STRING",
        unit="",
        nullable=False,
        meaning="names of the features without a value, joined by commas",
    ),
    Column(
        name="is_upcoming",
        type="BOOL",
        unit="",
        nullable=False,
        meaning="the game is not final yet, its outcome is to come",
    ),
    Column(
        name="did_play",
        type="BOOL",
        unit="",
        nullable=True,
        meaning="outcome: he played in the game; NULL when the game has no box score, or none yet",
    ),
    Column(
        name="target_points",
        type="INT64",
        unit="points",
        nullable=True,
        meaning="outcome: his points in the game; NULL when he did not play",
    ),
    Column(
        name="target_minutes",
        type="FLOAT64",
        unit="minutes",
        nullable=True,
        meaning="outcome: his minutes in the game; NULL when he did not play",
    ),
    Column(
        name="points_line",
        type="FLOAT64",
        unit="points",
        nullable=True,
        meaning="line on his points before tip-off; NULL when nobody quotes him",
    ),
    Column(
        name="points_line_source",
        type="STRING",
        unit="",
        nullable=True,
        meaning="bookmaker of the line; median when none of the configured ones quotes him",
    ),
)


@cache
def contract() -> Table:
    """The training set as a table, partitioned by game_date."""
    store = tables.table("ml_feature_store_v2")
    listing = tables.table("upcoming_player_game_context")
    copied = [
        *(store.columns[name] for name in _KEYS),
        *(listing.columns[name] for name in _OF_THE_GAME),
        *(store.columns[name] for name in (*_BEFORE_TIP, *store.features, *_QUALITY)),
    ]
    columns = [*(replace(column, provenance=None, equals={}) for column in copied)]
    return Table(
        name=NAME,
        dataset=store.dataset,
        partition="game_date",
        key=("game_id", "player_lookup"),
        description="The features of every listed player beside what he then did.",
        columns={column.name: column for column in (*columns, *_OUTCOMES_AND_LINE)},
    )


def rows_of(dates: tuple[dt.date, ...]) -> str:
    """The GoogleSQL statement of its rows of these dates, @start_date..@end_date.

    Of exactly these: the range may hold others, of another backfill.
    """
    days = ", ".join(f"DATE '{day}'" for day in dates)
    return f"SELECT *\nFROM (\n{definition().rstrip()}\n) AS of_range\nWHERE game_date IN ({days})"


@cache
def definition() -> str:
    """The GoogleSQL statement of its rows."""
    return (Path(__file__).parent / "definition.sql").read_text(encoding="utf-8")

"""A few hand-written rows as an embedded warehouse, and the real SQL run over them.

Rows go straight to the files of the documented layout, so a worked example needs only the values
it talks about: every column that is not given is NULL, apart from the plain defaults below.
Season 2023-24, day under test 2024-01-15, home team BOS against NYK unless told otherwise.
"""

import datetime as dt
from collections import defaultdict
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from nba_backfill.tables import PHASE4, table
from nba_backfill.tables.statement import framed
from nba_backfill.warehouse.parquet import ParquetWarehouse

DAY = dt.date(2024, 1, 15)
OPENING = dt.date(2023, 10, 24)


def days_before(number: int) -> dt.date:
    """The date that many days before the day under test."""
    return DAY - dt.timedelta(days=number)


def common(date: dt.date, values: dict) -> dict:
    game_id = f"00223{date.toordinal() % 100000:05d}"
    return {
        "game_id": game_id,
        "game_date": date,
        "season_year": 2023,
        "game_type": "regular",
        **values,
    }


def game(date: dt.date = DAY, home: str = "BOS", away: str = "NYK", **values) -> dict:
    """A schedule row; final with a home win when it lies before the day under test."""
    final = date < DAY
    score = {"home_score": 110, "away_score": 100} if final else {}
    return common(
        date,
        {
            "home_team": home,
            "away_team": away,
            "n_periods": 4,
            "is_final": final,
            **score,
            **values,
        },
    )


def player_game(date: dt.date, lookup: str = "player", **values) -> dict:
    """A played game with an empty box; give minutes_played and what else counts."""
    counts = dict.fromkeys(
        (
            "points",
            "fg_attempts",
            "fg_makes",
            "ft_attempts",
            "ft_makes",
            "turnovers",
            "paint_attempts",
            "paint_makes",
            "mid_range_attempts",
            "mid_range_makes",
            "three_attempts_pbp",
            "three_makes_pbp",
            "assisted_fg_makes",
            "unassisted_fg_makes",
        ),
        0,
    )
    return common(
        date,
        {
            "player_lookup": lookup,
            "universal_player_id": "7",
            "team_abbr": "BOS",
            "opponent_team_abbr": "NYK",
            "home_game": True,
            "is_active": True,
            "player_status": "active",
            "minutes_played": 30.0,
            "has_complete_shot_zones": True,
            **counts,
            **values,
        },
    )


NO_ZONES = {
    "has_complete_shot_zones": False,
    **dict.fromkeys(
        (
            "paint_attempts",
            "paint_makes",
            "mid_range_attempts",
            "mid_range_makes",
            "three_attempts_pbp",
            "three_makes_pbp",
            "assisted_fg_makes",
            "unassisted_fg_makes",
        )
    ),
}


def team_defense(date: dt.date, team: str = "BOS", opponent: str = "NYK", **values) -> dict:
    """A defending team's line of a zone-known game."""
    counts = dict.fromkeys(
        (
            "opp_fg_attempts",
            "opp_paint_attempts",
            "opp_paint_makes",
            "opp_mid_range_attempts",
            "opp_mid_range_makes",
            "opp_three_attempts_pbp",
            "opp_three_makes_pbp",
            "points_in_paint_allowed",
            "mid_range_points_allowed",
            "three_pt_points_allowed",
            "blocks_paint",
            "blocks_mid_range",
            "blocks_three_pt",
        ),
        0,
    )
    return common(
        date,
        {
            "defending_team_abbr": team,
            "opponent_team_abbr": opponent,
            "home_game": True,
            "points_allowed": 100,
            "has_complete_shot_zones": True,
            **counts,
            **values,
        },
    )


NO_ALLOWED_ZONES = {
    "has_complete_shot_zones": False,
    **dict.fromkeys(
        (
            "opp_paint_attempts",
            "opp_paint_makes",
            "opp_mid_range_attempts",
            "opp_mid_range_makes",
            "opp_three_attempts_pbp",
            "opp_three_makes_pbp",
            "points_in_paint_allowed",
            "mid_range_points_allowed",
            "three_pt_points_allowed",
            "blocks_paint",
            "blocks_mid_range",
            "blocks_three_pt",
        )
    ),
}


def team_offense(date: dt.date, team: str = "BOS", opponent: str = "NYK", **values) -> dict:
    return common(
        date,
        {
            "team_abbr": team,
            "opponent_team_abbr": opponent,
            "home_game": True,
            "fg_attempts": 88,
            "win_flag": True,
            "shot_zones_available": True,
            **values,
        },
    )


def context(lookup: str = "player", **values) -> dict:
    """A player listed for the game of the day under test; rested, everything else unknown."""
    return common(
        DAY,
        {
            "player_lookup": lookup,
            "universal_player_id": "7",
            "season_phase": "regular",
            "team_abbr": "BOS",
            "opponent_team_abbr": "NYK",
            "home_game": True,
            "player_status": "available",
            "listing_incomplete": False,
            "days_rest": 2,
            "back_to_back": False,
            "games_in_last_7_days": 0,
            "games_in_last_14_days": 0,
            "minutes_in_last_7_days": 0.0,
            "minutes_in_last_14_days": 0.0,
            "back_to_backs_last_14_days": 0,
            **values,
        },
    )


def player_zones(lookup: str = "player", **values) -> dict:
    """A player_shot_zone_analysis row of the day under test."""
    return {
        "player_lookup": lookup,
        "universal_player_id": "7",
        "analysis_date": DAY,
        "early_season_flag": False,
        "is_production_ready": True,
        "data_quality_issues": [],
        **values,
    }


def team_zones(team: str = "NYK", **values) -> dict:
    """A team_defense_zone_analysis row of the day under test."""
    return {
        "team_abbr": team,
        "analysis_date": DAY,
        "early_season_flag": False,
        "is_production_ready": True,
        "data_quality_issues": [],
        **values,
    }


def folder_of(name: str, row: dict) -> str:
    contract = table(name)
    if name == "nba_schedule":
        return f"{contract.dataset}/{name}"
    if name in PHASE4:
        return f"{contract.dataset}/{name}/{contract.partition}={row[contract.partition]}"
    return f"{contract.dataset}/{name}/season_year={row['season_year']}"


def write(root: Path, **rows_by_table: list[dict]) -> ParquetWarehouse:
    """A warehouse holding these rows; the schedule has the game of the day under test."""
    rows_by_table = {"nba_schedule": [game()], **rows_by_table}
    for name, rows in rows_by_table.items():
        schema = pa.schema([field.with_nullable(True) for field in table(name).arrow_schema])
        files = defaultdict(list)
        for row in rows:
            unknown = set(row) - set(schema.names)
            assert not unknown, f"{name} has no columns {sorted(unknown)}"
            files[folder_of(name, row)].append(row)
        for folder, members in files.items():
            (root / folder).mkdir(parents=True, exist_ok=True)
            pq.write_table(pa.Table.from_pylist(members, schema), root / folder / "data.parquet")
    return ParquetWarehouse(root)


def compute(warehouse, name: str, start: dt.date = DAY, end: dt.date | None = None) -> list[dict]:
    """The rows the table's SQL gives for the dates, not published."""
    end = end or start
    staged = warehouse.stage(table(name), framed(name), start, end)
    try:
        return warehouse.query(f"SELECT * FROM {staged}", start, end).to_pylist()
    finally:
        warehouse.drop(staged)


def by_key(rows: list[dict], key: str = "player_lookup") -> dict[str, dict]:
    keyed = {row[key]: row for row in rows}
    assert len(keyed) == len(rows)
    return keyed

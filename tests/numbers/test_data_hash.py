"""The canonical form of a row hash: name:value in name order, floats as whole millionths."""

import datetime as dt
import hashlib
import math

from given.rows import by_key, compute, context, days_before, player_game, team_defense, write
from nba_backfill.tables import table


def text_of(value, kind: str) -> str:
    if value is None:
        return "NULL"
    if kind == "FLOAT64":
        return str(math.floor(value * 1e6 + 0.5))
    if kind == "BOOL":
        return "true" if value else "false"
    if kind == "ARRAY<STRING>":
        return ",".join(value)
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def expected_hash(name: str, row: dict) -> str:
    columns = table(name).columns
    parts = [
        f"{column}:{text_of(row[column], columns[column].type)}"
        for column in sorted(columns)
        if column not in ("data_hash", "features")
    ]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def test_every_table_hashes_this_way(tmp_path):
    games = [
        player_game(
            days_before(n + 1),
            points=7 * n % 5,
            usage_rate=20 + n / 7,
            paint_attempts=3,
            three_attempts_pbp=n,
        )
        for n in range(9)
    ]
    warehouse = write(
        tmp_path,
        player_game_summary=games,
        team_defense_game_summary=[
            team_defense(days_before(1), opp_paint_attempts=3, opp_paint_makes=1)
        ],
        upcoming_player_game_context=[context(pace_differential=-1 / 3)],
    )
    for name in (
        "team_defense_zone_analysis",
        "player_shot_zone_analysis",
        "player_composite_factors",
        "player_daily_cache",
        "ml_feature_store_v2",
    ):
        rows = compute(warehouse, name)
        assert rows
        for row in rows:
            assert row["data_hash"] == expected_hash(name, row)


def test_literal_hash(tmp_path):
    """A team with one game: the whole text written out."""
    warehouse = write(
        tmp_path,
        team_defense_game_summary=[
            team_defense(
                days_before(1),
                opp_paint_attempts=3,
                opp_paint_makes=1,
                points_in_paint_allowed=2,
                points_allowed=99,
                defensive_rating=110.1234567,
            )
        ],
    )
    fields = {
        "analysis_date": "2024-01-15",
        "completeness_percentage": "NULL",
        "calculation_notes": "No mid-range attempts; No three-point attempts",
        "data_quality_issues": "",
        "data_quality_tier": "low",
        "early_season_flag": "true",
        "defensive_rating_last_15": "110123457",
        "expected_games_count": "0",
        "actual_games_count": "0",
        "missing_games_count": "0",
        "games_in_sample": "1",
        "insufficient_data_reason": "Only 1 games available, need 15",
        "is_production_ready": "true",
        "mid_range_attempts_allowed_per_game": "0",
        "mid_range_blocks_per_game": "0",
        "mid_range_defense_vs_league_avg": "NULL",
        "mid_range_pct_allowed_last_15": "NULL",
        "opponent_pace": "NULL",
        "opponent_points_per_game": "99000000",
        "paint_attempts_allowed_per_game": "3000000",
        "paint_blocks_per_game": "0",
        "paint_defense_vs_league_avg": "NULL",
        "paint_pct_allowed_last_15": "333333",
        "paint_points_allowed_per_game": "2000000",
        "strongest_zone": "NULL",
        "team_abbr": "BOS",
        "three_pt_attempts_allowed_per_game": "0",
        "three_pt_blocks_per_game": "0",
        "three_pt_defense_vs_league_avg": "NULL",
        "three_pt_pct_allowed_last_15": "NULL",
        "weakest_zone": "NULL",
        "window_first_date": "2024-01-14",
        "window_games": "1",
        "window_last_date": "2024-01-14",
        "zone_games_in_sample": "1",
    }
    canonical = "|".join(f"{name}:{fields[name]}" for name in sorted(fields))
    row = by_key(compute(warehouse, "team_defense_zone_analysis"), "team_abbr")["BOS"]
    assert row["data_hash"] == hashlib.sha256(canonical.encode()).hexdigest()[:16]

"""Every rule of the row audit: rows that break it are found, and named by rule and column."""

import datetime as dt

import pytest
from nba_backfill import tables
from nba_backfill.checks import rows as audits
from nba_backfill.checks.features import feature_rules

TEAM, ZONES = "team_defense_zone_analysis", "player_shot_zone_analysis"
FACTORS, CACHE, STORE = "player_composite_factors", "player_daily_cache", "ml_feature_store_v2"

# (table, rule, column) -> what is changed in the stored rows (DuckDB: columns AS expressions)
BROKEN = {
    (TEAM, "not_null", "games_in_sample"): "NULL AS games_in_sample",
    (TEAM, "finite", "opponent_pace"): "'NaN'::DOUBLE AS opponent_pace",
    (TEAM, "hard_range", "paint_pct_allowed_last_15"): "1.2 AS paint_pct_allowed_last_15",
    (TEAM, "enumerated", "weakest_zone"): "'corner' AS weakest_zone",
    (TEAM, "typical_range", "opponent_pace"): "70.0 AS opponent_pace",
    (TEAM, "window_before_date", "window_last_date"): "analysis_date AS window_last_date",
    (TEAM, "window_dates", "window_games"): "0 AS window_games",
    (TEAM, "missing_games", "missing_games_count"): (
        "missing_games_count + 1 AS missing_games_count"
    ),
    (TEAM, "completeness", "completeness_percentage"): "95.0 AS completeness_percentage",
    (TEAM, "readiness", "is_production_ready"): "NOT is_production_ready AS is_production_ready",
    (TEAM, "early_season", "early_season_flag"): "NOT early_season_flag AS early_season_flag",
    (TEAM, "early_season_games", "early_season_flag"): "NOT early_season_flag AS early_season_flag",
    (TEAM, "zone_games", "zone_games_in_sample"): (
        "15 AS zone_games_in_sample, 1 AS games_in_sample"
    ),
    (TEAM, "window_games", "games_in_sample"): "games_in_sample - 1 AS games_in_sample",
    (TEAM, "quality_label", "data_quality_tier"): (
        "'high' AS data_quality_tier, 9 AS games_in_sample"
    ),
    (TEAM, "extreme_zone", "strongest_zone"): "weakest_zone AS strongest_zone",
    (TEAM, "extreme_zone", "weakest_zone"): "strongest_zone AS weakest_zone",
    (TEAM, "paint_points", "paint_points_allowed_per_game"): (
        "30.0 AS paint_points_allowed_per_game"
    ),
    (TEAM, "centred", "paint_defense_vs_league_avg"): (
        "paint_defense_vs_league_avg + 0.1 AS paint_defense_vs_league_avg"
    ),
    (TEAM, "teams_vary", "defensive_rating_last_15"): "110.0 AS defensive_rating_last_15",
    (ZONES, "varies", "paint_rate_last_10"): "50.0 AS paint_rate_last_10",
    (ZONES, "filled", "paint_rate_last_10"): "NULL AS paint_rate_last_10",
    (ZONES, "rates_sum", "paint_rate_last_10"): "paint_rate_last_10 / 100 AS paint_rate_last_10",
    (ZONES, "rates_together", "paint_rate_last_10"): "NULL AS total_shots_last_10",
    (ZONES, "assisted_sum", "assisted_rate_last_10"): "0.5 AS assisted_rate_last_10",
    (ZONES, "shots_per_game", "total_shots_last_10"): (
        "total_shots_last_10 + 1 AS total_shots_last_10"
    ),
    (ZONES, "primary_zone", "primary_scoring_zone"): "'mid_range' AS primary_scoring_zone",
    (ZONES, "window_games", "games_in_sample_20"): "0 AS games_in_sample_20",
    (ZONES, "small_window_20", "paint_rate_last_20"): (
        "14 AS games_in_sample_20, 50.0 AS paint_rate_last_20"
    ),
    (ZONES, "quality_label", "sample_quality_10"): "'insufficient' AS sample_quality_10",
    (ZONES, "quality_label", "sample_quality_20"): "'excellent' AS sample_quality_20",
    (FACTORS, "same_date", "analysis_date"): "analysis_date - 1 AS analysis_date",
    (FACTORS, "two_teams", "opponent_team_abbr"): "team_abbr AS opponent_team_abbr",
    (FACTORS, "fatigue_adjustment", "fatigue_adjustment"): "-0.1 AS fatigue_adjustment",
    (FACTORS, "factors_add_up", "total_composite_adjustment"): (
        "total_composite_adjustment + 0.01 AS total_composite_adjustment"
    ),
    (FACTORS, "completeness_of_inputs", "data_completeness_pct"): "40.0 AS data_completeness_pct",
    (FACTORS, "pace_named", "pace_score"): "NULL AS pace_score",
    (FACTORS, "zone_named", "shot_zone_mismatch_score"): "NULL AS shot_zone_mismatch_score",
    (FACTORS, "warnings", "has_warnings"): "NOT has_warnings AS has_warnings",
    (FACTORS, "varies", "fatigue_score"): "80 AS fatigue_score",
    (CACHE, "window_games", "games_played_season"): "1 AS games_played_season",
    (CACHE, "early_season_games", "early_season_flag"): (
        "NOT early_season_flag AS early_season_flag"
    ),
    (CACHE, "short_season", "points_avg_season"): (
        "4 AS games_played_season, points_avg_season + 1 AS points_avg_season"
    ),
    (CACHE, "deviation_of_two", "points_std_last_10"): "1 AS games_played_season",
    (CACHE, "window_7_in_14", "games_in_last_14_days"): "0 AS games_in_last_14_days",
    (CACHE, "minutes_per_game", "avg_minutes_per_game_last_7"): (
        "minutes_in_last_7_days + 1 AS minutes_in_last_7_days"
    ),
    (STORE, "array_length", "features"): "features[:24] AS features",
    (STORE, "array_names", "feature_names"): "list_reverse(feature_names) AS feature_names",
    (STORE, "array_equals_column", "team_pace"): "99.0 AS team_pace",
    (STORE, "source_of_value", "team_pace_source"): "'missing' AS team_pace_source",
    (STORE, "missing_list", "missing_features"): "['team_pace'] AS missing_features",
    (STORE, "feature_quality", "feature_quality_score"): "50.0 AS feature_quality_score",
    (STORE, "zones_sum", "pct_paint"): "pct_paint / 100 AS pct_paint",
    (STORE, "status_risk", "injury_risk"): "1.0 AS injury_risk",
    (STORE, "home_flag", "home_away"): "1 - home_away AS home_away",
    (STORE, "whole_steps", "recent_trend"): "0.5 AS recent_trend",
    (STORE, "flags", "back_to_back"): "0.5 AS back_to_back",
    (STORE, "varies", "fatigue_score"): "80.0 AS fatigue_score",
    (STORE, "two_teams", "opponent_team_abbr"): "team_abbr AS opponent_team_abbr",
}


def audited(filled, table: str, change: str, day: dt.date, rows: str = "") -> list:
    """Findings of the stored rows of one date after a change."""
    warehouse, contract = filled.warehouse, tables.table(table)
    file = filled.partition(table, day, contract.partition)
    warehouse.connection.execute(
        f"CREATE TABLE broken AS SELECT * REPLACE ({change}) FROM read_parquet('{file}') {rows}"
    )
    return audits.check_rows(warehouse, table, "broken", day, day).get(day, [])


@pytest.fixture(scope="module")
def last(_whole):
    """The last date: the longest history."""
    return _whole.dates[-1]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda key: "-".join(key))
def test_found(whole, last, broken):
    table, rule, column = broken
    found = audited(whole, table, BROKEN[broken], last)
    assert (rule, column) in {(finding.rule, finding.column) for finding in found}


@pytest.mark.parametrize("table", tables.PHASE4)
def test_every_rule_has_a_case(table):
    contract = tables.table(table)
    rules = (*contract.rules, *feature_rules(contract), *contract.date_rules)
    declared = {rule.name for rule in rules}
    shared = {"window_before_date", "window_dates", "missing_games", "completeness", "readiness"}
    shared |= {"early_season", "early_season_games", "thirty_teams", "zone_games", "quality_label"}
    tried = {rule for name, rule, _ in BROKEN if name == table}
    assert declared - shared <= tried


@pytest.mark.parametrize("table", tables.PHASE4)
def test_grain(whole, last, table):
    contract = tables.table(table)
    file = whole.partition(table, last, contract.partition)
    key = contract.key[0]
    same = f"{contract.partition} AS {contract.partition}"
    twice = f"UNION ALL (FROM read_parquet('{file}') ORDER BY {key} LIMIT 1)"
    found = audited(whole, table, same, last, twice)
    assert [(f.rule, f.column, f.count) for f in found if f.rule == "grain"] == [("grain", key, 1)]


def test_thirty_one_teams(whole, last):
    file = whole.partition(TEAM, last, "analysis_date")
    more = "".join(
        f" UNION ALL SELECT * REPLACE (team_abbr || '{n}' AS team_abbr) FROM read_parquet('{file}')"
        for n in (2, 3, 4)
    )
    found = audited(whole, TEAM, "team_abbr AS team_abbr", last, more)
    assert "thirty_teams" in {finding.rule for finding in found}


def test_foreign_date(whole, last):
    change = f"DATE '{last}' + 1 AS analysis_date"
    (finding,) = audited(whole, TEAM, change, last, "LIMIT 2")
    assert (finding.rule, finding.column, finding.count) == ("foreign_date", "analysis_date", 2)


def test_unusual_values_are_warnings(whole, last):
    found = audited(whole, TEAM, "70.0 AS opponent_pace", last)
    (unusual,) = [f for f in found if f.rule == "typical_range" and f.column == "opponent_pace"]
    assert unusual.severity == audits.WARNING
    assert str(unusual) == (
        "typical_range: opponent_pace is outside the usual 95..105 (10 rows, e.g. ATL)"
    )

"""Rules between tables, as GoogleSQL conditions over a join of the rows of one date.

Each rule joins a Phase 4 table with what its values come from, on the same date and exactly the
same key, and names the conditions under which a row is broken. A pair of columns must be equal
with NULL equal to NULL. Set-based: a rule is one statement over a range of dates. Each table that
it reads is bounded by these dates by itself: BigQuery does not carry a bound over a join, and
refuses to read a table that requires a partition filter without one.
"""

from __future__ import annotations

from typing import NamedTuple


class Equal(NamedTuple):
    """Columns of `table` that must repeat columns of `source`, joined on date and `on`.

    pairs: column of the table -> expression over the source row `s` and the table's row `t`.
    """

    table: str
    date: str
    key: str
    source: str
    source_date: str
    on: str
    pairs: dict[str, str]


def _same(*names: str) -> dict[str, str]:
    return {name: f"s.{name}" for name in names}


PLAYER = "s.player_lookup = t.player_lookup"
CACHE = "nba_precompute.player_daily_cache"
FACTORS = "nba_precompute.player_composite_factors"
ZONES = "nba_precompute.player_shot_zone_analysis"
DEFENSE = "nba_precompute.team_defense_zone_analysis"
STORE = "nba_predictions.ml_feature_store_v2"
LISTED = "nba_analytics.upcoming_player_game_context"

EQUALS = (
    Equal(
        STORE,
        "game_date",
        "player_lookup",
        CACHE,
        "cache_date",
        PLAYER,
        {
            **_same("points_avg_last_5", "points_avg_last_10", "points_avg_season"),
            **_same("points_std_last_10", "games_in_last_7_days"),
            "team_pace": "s.team_pace_last_10",
            "team_off_rating": "s.team_off_rating_last_10",
            "completeness_percentage": "s.completeness_percentage",
        },
    ),
    Equal(
        STORE,
        "game_date",
        "player_lookup",
        FACTORS,
        "game_date",
        PLAYER,
        _same("fatigue_score", "shot_zone_mismatch_score", "pace_score", "usage_spike_score"),
    ),
    Equal(
        STORE,
        "game_date",
        "player_lookup",
        ZONES,
        "analysis_date",
        PLAYER,
        {
            "pct_paint": "s.paint_rate_last_10 / 100",
            "pct_mid_range": "s.mid_range_rate_last_10 / 100",
            "pct_three": "s.three_pt_rate_last_10 / 100",
        },
    ),
    Equal(
        STORE,
        "game_date",
        "player_lookup",
        DEFENSE,
        "analysis_date",
        "s.team_abbr = t.opponent_team_abbr",
        {
            "opponent_def_rating": "s.defensive_rating_last_15",
            "opponent_pace": "s.opponent_pace",
        },
    ),
    Equal(
        STORE,
        "game_date",
        "player_lookup",
        LISTED,
        "game_date",
        PLAYER,
        {
            **_same("game_id", "team_abbr", "opponent_team_abbr", "player_status", "days_rest"),
            "rest_advantage": "LEAST(GREATEST(s.days_rest - s.opponent_days_rest, -2), 2)",
            "home_away": "CASE WHEN s.home_game THEN 1 WHEN NOT s.home_game THEN 0 ELSE 0.5 END",
            "back_to_back": "IF(s.days_rest IS NULL, NULL, IF(s.days_rest = 1, 1, 0))",
            "playoff_game": "IF(s.season_phase = 'playoffs', 1, 0)",
            "listing_incomplete": "s.listing_incomplete",
        },
    ),
    Equal(
        CACHE,
        "cache_date",
        "player_lookup",
        ZONES,
        "analysis_date",
        PLAYER,
        _same(
            "primary_scoring_zone",
            "paint_rate_last_10",
            "three_pt_rate_last_10",
            "assisted_rate_last_10",
        ),
    ),
    Equal(
        CACHE,
        "cache_date",
        "player_lookup",
        LISTED,
        "game_date",
        PLAYER,
        _same(
            "universal_player_id",
            "games_in_last_7_days",
            "games_in_last_14_days",
            "minutes_in_last_7_days",
            "minutes_in_last_14_days",
            "back_to_backs_last_14_days",
            "avg_minutes_per_game_last_7",
            "player_age",
            "listing_incomplete",
        ),
    ),
    Equal(
        FACTORS,
        "game_date",
        "player_lookup",
        LISTED,
        "game_date",
        PLAYER,
        {
            **_same("game_id", "team_abbr", "opponent_team_abbr", "listing_incomplete"),
            "pace_score": "LEAST(GREATEST(s.pace_differential / 2, -3), 3)",
        },
    ),
)


class Population(NamedTuple):
    """The keys of `table` on a date must be exactly those `expected` (SQL: population_date, k)."""

    table: str
    date: str
    key: str
    expected: str
    says: str


_LISTED_PLAYERS = (
    "SELECT game_date AS population_date, player_lookup AS k\n"
    f"FROM {LISTED} WHERE game_date BETWEEN @start_date AND @end_date"
)
_TARGETS = (
    "SELECT DISTINCT game_date, season_year FROM nba_reference.nba_schedule"
    " WHERE game_date BETWEEN @start_date AND @end_date"
)
# First counted game of the season, per team or player; he belongs to every later date.
_TEAMS = f"""SELECT targets.game_date AS population_date, firsts.k
FROM ({_TARGETS}) AS targets
JOIN (
  SELECT season_year, team AS k, MIN(game_date) AS first_date
  FROM nba_reference.nba_schedule CROSS JOIN UNNEST([home_team, away_team]) AS team
  WHERE game_date >= DATE_SUB(@start_date, INTERVAL 365 DAY) AND game_date < @end_date
    AND is_final AND game_type IN ('regular', 'play_in', 'playoffs')
  GROUP BY season_year, team
) AS firsts
ON firsts.season_year = targets.season_year AND firsts.first_date < targets.game_date"""
_PLAYERS = f"""SELECT targets.game_date AS population_date, firsts.k
FROM ({_TARGETS}) AS targets
JOIN (
  SELECT season_year, player_lookup AS k, MIN(game_date) AS first_date
  FROM nba_analytics.player_game_summary
  WHERE game_date >= DATE_SUB(@start_date, INTERVAL 365 DAY) AND game_date < @end_date
    AND is_active AND game_type IN ('regular', 'play_in', 'playoffs')
  GROUP BY season_year, player_lookup
) AS firsts
ON firsts.season_year = targets.season_year AND firsts.first_date < targets.game_date"""

POPULATIONS = (
    Population(DEFENSE, "analysis_date", "team_abbr", _TEAMS, "teams that have played"),
    Population(ZONES, "analysis_date", "player_lookup", _PLAYERS, "players who have played"),
    Population(FACTORS, "game_date", "player_lookup", _LISTED_PLAYERS, "listed players"),
    Population(CACHE, "cache_date", "player_lookup", _LISTED_PLAYERS, "listed players"),
    Population(STORE, "game_date", "player_lookup", _LISTED_PLAYERS, "listed players"),
)


class Broken(NamedTuple):
    """A statement that returns audit_date, broken (rows) and example (key) for what is wrong."""

    table: str
    rule: str
    says: str
    sql: str


_READY = "COALESCE({}.is_production_ready, FALSE)"

OTHERS = (
    Broken(
        STORE,
        "on_schedule",
        "has rows whose game, team or opponent is not on the date's schedule",
        f"""SELECT t.game_date AS audit_date, COUNT(*) AS broken, MIN(t.player_lookup) AS example
FROM {STORE} AS t
LEFT JOIN (
  SELECT game_id, game_date, home_team, away_team FROM nba_reference.nba_schedule
  WHERE game_date BETWEEN @start_date AND @end_date
) AS s
ON s.game_id = t.game_id AND s.game_date = t.game_date
WHERE t.game_date BETWEEN @start_date AND @end_date
  AND (s.game_id IS NULL
    OR CASE
      WHEN t.is_home THEN t.team_abbr != s.home_team OR t.opponent_team_abbr != s.away_team
      WHEN NOT t.is_home THEN t.team_abbr != s.away_team OR t.opponent_team_abbr != s.home_team
      ELSE t.team_abbr NOT IN (s.home_team, s.away_team)
        OR t.opponent_team_abbr NOT IN (s.home_team, s.away_team)
        OR t.team_abbr = t.opponent_team_abbr
    END)
GROUP BY t.game_date""",
    ),
    Broken(
        STORE,
        "ready_upstream",
        "has rows that call themselves ready or early against their upstream rows",
        f"""SELECT t.game_date AS audit_date, COUNT(*) AS broken, MIN(t.player_lookup) AS example
FROM {STORE} AS t
LEFT JOIN {FACTORS} AS f
  ON f.player_lookup = t.player_lookup AND f.game_date = t.game_date
  AND f.game_date BETWEEN @start_date AND @end_date
LEFT JOIN {CACHE} AS c
  ON c.player_lookup = t.player_lookup AND c.cache_date = t.game_date
  AND c.cache_date BETWEEN @start_date AND @end_date
LEFT JOIN {ZONES} AS z
  ON z.player_lookup = t.player_lookup AND z.analysis_date = t.game_date
  AND z.analysis_date BETWEEN @start_date AND @end_date
LEFT JOIN {DEFENSE} AS d
  ON d.team_abbr = t.opponent_team_abbr AND d.analysis_date = t.game_date
  AND d.analysis_date BETWEEN @start_date AND @end_date
WHERE t.game_date BETWEEN @start_date AND @end_date
  AND ((t.is_production_ready AND NOT ({_READY.format("f")} AND {_READY.format("c")}
      AND {_READY.format("z")} AND {_READY.format("d")}))
    OR t.early_season_flag != (COALESCE(f.early_season_flag, TRUE)
      OR COALESCE(c.early_season_flag, TRUE) OR COALESCE(z.early_season_flag, TRUE)
      OR COALESCE(d.early_season_flag, TRUE)))
GROUP BY t.game_date""",
    ),
)


def equal_sql(rule: Equal) -> str:
    """Per date and column pair the number of rows that differ, with an example each."""
    counts = "".join(
        f",\n  COUNTIF({_differs(column, source)}) AS c{i},"
        f" MIN(IF({_differs(column, source)}, t.{rule.key}, NULL)) AS e{i}"
        for i, (column, source) in enumerate(rule.pairs.items())
    )
    return (
        f"SELECT t.{rule.date} AS audit_date{counts}\nFROM {rule.table} AS t\n"
        f"LEFT JOIN {rule.source} AS s ON {rule.on} AND s.{rule.source_date} = t.{rule.date}"
        f" AND s.{rule.source_date} BETWEEN @start_date AND @end_date\n"
        f"WHERE t.{rule.date} BETWEEN @start_date AND @end_date\nGROUP BY t.{rule.date}"
    )


def population_sql(rule: Population) -> str:
    """Per date the number of keys on one side only, with an example."""
    return (
        "SELECT COALESCE(t.d, x.population_date) AS audit_date, COUNT(*) AS broken,"
        " MIN(COALESCE(t.k, x.k)) AS example\n"
        f"FROM (SELECT {rule.date} AS d, {rule.key} AS k FROM {rule.table}"
        f" WHERE {rule.date} BETWEEN @start_date AND @end_date) AS t\n"
        f"FULL OUTER JOIN (\n{rule.expected}\n) AS x ON x.population_date = t.d AND x.k = t.k\n"
        "WHERE t.k IS NULL OR x.k IS NULL\nGROUP BY COALESCE(t.d, x.population_date)"
    )


def _differs(column: str, source: str) -> str:
    return f"t.{column} IS DISTINCT FROM {source}"

"""Names of the SQL become places in BigQuery; nothing but identifiers reaches a statement."""

import pytest
from nba_backfill.errors import BackfillError
from nba_backfill.warehouse.bigquery.names import Names


def test_moved_datasets_and_tables_are_replaced_and_the_rest_stays_as_written():
    names = Names(
        "my-project",
        {"nba_analytics": "other-project.raw"},
        {"nba_schedule": "calendar.games", "nba_analytics.player_game_summary": "a-project-1.b.c"},
    )
    sql = """-- nba_analytics.player_game_summary in a comment
SELECT 'nba_analytics.team_offense_game_summary' AS text
FROM nba_reference.nba_schedule AS s  -- all games
JOIN nba_analytics . player_game_summary AS p USING (game_id)
JOIN nba_analytics.team_offense_game_summary USING (game_id)
JOIN nba_precompute.player_daily_cache USING (game_id)"""

    assert (
        names.rewrite(sql)
        == """-- nba_analytics.player_game_summary in a comment
SELECT 'nba_analytics.team_offense_game_summary' AS text
FROM `my-project.calendar.games` AS s  -- all games
JOIN `a-project-1.b.c` AS p USING (game_id)
JOIN `other-project.raw.team_offense_game_summary` USING (game_id)
JOIN nba_precompute.player_daily_cache USING (game_id)"""
    )


def test_without_moves_the_statement_is_sent_as_written():
    sql = "SELECT 1 FROM nba_precompute.player_daily_cache"

    assert Names("my-project", {}, {}).rewrite(sql) == sql


@pytest.mark.parametrize(
    ("project", "datasets", "moved", "told"),
    [
        ("My Project", {}, {}, "bigquery.project: 'My Project' is not a project id"),
        ("my-project", {"nba_analytics": "x`; DROP"}, {}, "bigquery.datasets: 'x`; DROP' is not"),
        ("my-project", {"analytics": "raw"}, {}, "bigquery.datasets: 'analytics' is not one of"),
        ("my-project", {}, {"nba_games": "a.b"}, "bigquery.tables: 'nba_games' is not a table"),
        ("my-project", {}, {"nba_schedule": "only"}, "bigquery.tables: 'only' is not project"),
    ],
)
def test_what_is_no_name_is_refused(project, datasets, moved, told):
    with pytest.raises(BackfillError, match=told) as failure:
        Names(project, datasets, moved)
    assert failure.value.kind == "bad_config"

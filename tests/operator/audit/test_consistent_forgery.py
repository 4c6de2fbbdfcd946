"""Rows that agree with their hash, note and sentinel but not with their inputs are recomputed."""

from given.phase4 import fill
from nba_backfill import tables


def test_forged_by_other_sql(damaged, day, rules, monkeypatch):
    sql = tables.sql
    wrong = sql("team_defense_zone_analysis").replace("AVG(points_allowed)", "MAX(points_allowed)")
    monkeypatch.setattr(
        tables, "sql", lambda name: wrong if name == "team_defense_zone_analysis" else sql(name)
    )
    damaged.partition("team_defense_zone_analysis", day, "analysis_date").unlink()
    fill(damaged, [day])
    monkeypatch.undo()
    found = rules(damaged, sample=len(damaged.dates))
    assert ("point_in_time", "team_defense_zone_analysis", day, "leak") in found

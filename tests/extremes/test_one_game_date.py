"""2022-06-16, the last game of the Finals: one game, 30 listed players, 30 teams with a window."""

import datetime as dt

from given.phase3 import tables_on
from nba_backfill import tables
from nba_backfill.checks import rows as audits

DAY = dt.date(2022, 6, 16)


def test_one_game_date(real_warehouse):
    rows = tables_on(real_warehouse, DAY)
    listed = ("player_composite_factors", "player_daily_cache", "ml_feature_store_v2")
    assert {name: len(rows[name]) for name in listed} == dict.fromkeys(listed, 30)
    assert len(rows["team_defense_zone_analysis"]) == 30
    store = rows["ml_feature_store_v2"].values()
    assert {row["team_abbr"] for row in store} == {"BOS", "GSW"}
    assert [row["player_status"] for row in store].count("out") == 1
    for name in tables.PHASE4:
        full_name = tables.table(name).full_name
        found = audits.check_rows(real_warehouse, name, full_name, DAY, DAY)
        assert [f for f in found.get(DAY, []) if f.severity == audits.ERROR] == []

"""A row of another date inside a partition."""

import datetime as dt


def test_foreign_date(damaged, day, rules, rewrite):
    def change(rows):
        rows[0]["analysis_date"] = day - dt.timedelta(days=400)
        return rows

    rewrite(damaged.partition("player_shot_zone_analysis", day, "analysis_date"), change)
    assert ("sentinels", "player_shot_zone_analysis", day, "foreign_date") in rules(damaged)

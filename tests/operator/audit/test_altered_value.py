"""One value changed in one row of a partition, its hash left as it was."""


def test_altered_value(damaged, day, rules, rewrite):
    def change(rows):
        rows[0]["points_avg_season"] += 1.0
        return rows

    rewrite(damaged.partition("player_daily_cache", day, "cache_date"), change)
    found = rules(damaged)
    assert ("sentinels", "player_daily_cache", day, "altered_rows") in found
    assert ("tables", "ml_feature_store", day, "equal") in found
    assert {date for _, _, date, _ in found} == {day}

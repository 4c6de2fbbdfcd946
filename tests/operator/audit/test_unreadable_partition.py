"""A partition cut short is named, and the rest of the warehouse is still looked at."""


def test_unreadable_partition(damaged, day, rules, rewrite):
    damaged.partition("player_daily_cache", day, "cache_date").write_bytes(b"PAR1 cut short")
    other = damaged.dates[2]
    rewrite(damaged.partition("player_daily_cache", other, "cache_date"), lambda rows: rows[1:])
    found = rules(damaged)
    assert ("sentinels", "player_daily_cache", day, "unreadable") in found
    assert ("sentinels", "player_daily_cache", other, "row_count") in found

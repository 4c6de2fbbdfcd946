"""A deleted partition leaves a sentinel that speaks of nothing."""


def test_missing_partition(damaged, day, rules):
    damaged.partition("player_daily_cache", day, "cache_date").unlink()
    found = rules(damaged)
    assert ("sentinels", "player_daily_cache", day, "no_partition") in found
    assert {date for _, _, date, _ in found} == {day}

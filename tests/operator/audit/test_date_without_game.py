"""A partition of a date on which nobody plays."""

import datetime as dt
import shutil


def test_date_without_game(damaged, day, rules):
    games = {date for season in damaged.plan.seasons.values() for date in season.dates}
    first, last = damaged.settings.start_date, damaged.settings.end_date
    span = [first + dt.timedelta(days=n) for n in range((last - first).days)]
    idle = next(date for date in span if date not in games)
    file = damaged.partition("player_daily_cache", day, "cache_date")
    copy = damaged.partition("player_daily_cache", idle, "cache_date")
    shutil.copytree(file.parent, copy.parent)
    assert ("sentinels", "player_daily_cache", idle, "no_game") in rules(damaged)

"""Facts of the three real seasons, known from elsewhere."""

from collections import Counter

from nba_backfill.phase3 import files


def test_games_and_game_dates_of_the_real_seasons(realdata):
    games = files.schedule(realdata)

    regular = Counter(g.season_year for g in games if g.game_type == "regular")
    assert regular == {2021: 1230, 2022: 1230, 2023: 1230}
    dates = {g.game_date: g.season_year for g in games}
    assert Counter(dates.values()) == {2021: 213, 2022: 212, 2023: 208}


def test_nothing_of_the_real_files_is_dropped_or_refused(realdata):
    assert files.load(realdata).dropped == {}

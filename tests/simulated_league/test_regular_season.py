"""The regular season: 1,230 games, 82 a team, 41 at home, on the real season's days."""

from collections import Counter

import pytest
import simulated_league
from simulated_league.calendar import frame
from simulated_league.teams import TEAMS


@pytest.fixture(scope="module", params=(2021, 2022, 2023, 2024, 2027))
def season(request, make_settings, tmp_path_factory):
    games = simulated_league.schedule(
        make_settings(tmp_path_factory.mktemp("s"), years=(request.param,))
    )
    return frame(request.param), [game for game in games if game.game_type == "regular"]


def test_every_team_plays_82_games_41_at_home(season):
    _, games = season
    assert len(games) == 1230
    assert set(Counter(game.home_team for game in games).values()) == {41}
    assert set(Counter(game.away_team for game in games).values()) == {41}


def test_pairs_meet_by_division_and_conference(season):
    _, games = season
    team = {team.abbr: team for team in TEAMS}
    meetings = Counter(frozenset((game.home_team, game.away_team)) for game in games)
    found = Counter()
    for pair, count in meetings.items():
        a, b = (team[abbr] for abbr in pair)
        kind = "division" if a.division == b.division else "conference"
        found[kind if a.conference == b.conference else "other", count] += 1
    assert found == {
        ("division", 4): 60, ("conference", 4): 90, ("conference", 3): 60, ("other", 2): 225,
    }  # fmt: skip


def test_games_lie_on_exactly_the_open_days_one_to_fifteen_a_day(season):
    days, games = season
    slates = Counter(game.game_date for game in games)
    assert tuple(sorted(slates)) == days.open_days
    assert min(slates.values()) >= 1
    assert max(slates.values()) == 15
    assert slates[days.opening] == 2
    assert slates[days.regular_end] == 15


def test_no_team_plays_twice_a_day_or_on_three_days_running(season):
    _, games = season
    for team in TEAMS:
        days = [g.game_date.toordinal() for g in games if team.abbr in (g.home_team, g.away_team)]
        assert len(set(days)) == 82
        assert not any(day + 1 in days and day + 2 in days for day in days)


def test_game_ids_have_the_nba_form_and_follow_the_dates(season):
    days, games = season
    prefix = f"002{days.season % 100:02d}"
    assert [game.game_id for game in games] == [f"{prefix}{n:05d}" for n in range(1, 1231)]
    assert [game.game_date for game in games] == sorted(game.game_date for game in games)

"""Play-in and playoffs follow from the table and are played out game by game."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
import simulated_league
from simulated_league.calendar import frame
from simulated_league.teams import TEAMS

CONFERENCE = {team.abbr: team.conference for team in TEAMS}


def winner(game):
    return game.home_team if game.home_score > game.away_score else game.away_team


@pytest.fixture(scope="module", params=[(7, 2021), (7, 2023), (3, 2022), (11, 2026)])
def season(request, make_settings, tmp_path_factory):
    seed, year = request.param
    return year, simulated_league.schedule(
        make_settings(tmp_path_factory.mktemp("p"), seed=seed, years=(year,))
    )


@pytest.fixture(scope="module")
def series(season):
    """{(round, series number): its games in order}."""
    found = {}
    for game in season[1]:
        if game.game_type == "playoffs":
            found.setdefault((int(game.game_id[7]), int(game.game_id[8])), []).append(game)
    return found


def test_play_in_pairs_places_seven_to_ten(season):
    _, games = season
    wins = Counter(winner(game) for game in games if game.game_type == "regular")
    play_in = [game for game in games if game.game_type == "play_in"]
    assert len(play_in) == 6
    for conference in (0, 1):
        table = sorted((wins[t] for t in CONFERENCE if CONFERENCE[t] == conference), reverse=True)
        teams = {
            team
            for game in play_in
            for team in (game.home_team, game.away_team)
            if CONFERENCE[team] == conference
        }
        assert sorted((wins[team] for team in teams), reverse=True) == table[6:10]


def test_bracket_has_eight_four_two_one_series_of_the_winners(series):
    assert Counter(round_no for round_no, _ in series) == {1: 8, 2: 4, 3: 2, 4: 1}
    for (round_no, number), games in series.items():
        if round_no > 1:
            feeders = [series[round_no - 1, 2 * number + k][-1] for k in (0, 1)]
            assert {games[0].home_team, games[0].away_team} == {winner(game) for game in feeders}


def test_series_end_with_the_fourth_win(series):
    for games in series.values():
        wins = Counter(winner(game) for game in games)
        assert max(wins.values()) == 4
        assert winner(games[-1]) == wins.most_common(1)[0][0]
        assert 4 <= len(games) <= 7


def test_home_court_follows_2_2_1_1_1(series):
    for games in series.values():
        first = games[0].home_team
        at_first = [game.home_team == first for game in games]
        assert at_first == [True, True, False, False, True, False, True][: len(games)]


def test_first_day_is_real_and_rounds_wait_for_their_teams(season, series):
    year, games = season
    playoffs = [game for game in games if game.game_type == "playoffs"]
    assert playoffs[0].game_date == frame(year).playoffs_start
    for (round_no, number), games_of in series.items():
        days = [game.game_date for game in games_of]
        assert all(2 <= (b - a).days <= 3 for a, b in pairwise(days))
        if round_no > 1:
            feeders = [series[round_no - 1, 2 * number + k][-1] for k in (0, 1)]
            assert all(days[0] - game.game_date >= timedelta(2) for game in feeders)


def test_last_day_depends_on_the_length_of_the_finals(season, series):
    year, games = season
    after_start = {4: 8, 5: 11, 6: 14, 7: 17}[len(series[4, 0])]
    finals = frame(year).playoffs_start + timedelta(47)
    assert games[-1].game_date == finals + timedelta(after_start)


def test_cup_final_is_one_game_more_on_its_date(games):
    finals = [game for game in games if game.game_type == "cup_final"]
    assert [(game.game_id, game.game_date) for game in finals] == [
        ("0062300001", date(2023, 12, 9))
    ]
    assert CONFERENCE[finals[0].home_team] != CONFERENCE[finals[0].away_team]

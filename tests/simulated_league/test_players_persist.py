"""Players are the same people from season to season; rookies come, others leave."""

import numpy as np
import pytest
from simulated_league.players import SLOTS, ages, league


@pytest.fixture(scope="module")
def two_seasons():
    return league(7, 2021), league(7, 2022)


def people(players):
    return dict(zip(players.player_id.tolist(), zip(players.name, players.born.astype(str))))


def test_names_and_birth_dates_stay(two_seasons):
    before, after = map(people, two_seasons)
    common = before.keys() & after.keys()
    assert len(common) == 540
    assert all(before[player] == after[player] for player in common)


def test_rookies_are_young_and_carry_new_ids(two_seasons):
    before, after = two_seasons
    new = ~np.isin(after.player_id, before.player_id)
    assert new.sum() == 60
    assert after.player_id[new].min() > before.player_id.max()
    assert ages(after, 2022)[new].max() < 26


@pytest.mark.parametrize("season", [1996, 2008, 2020, 2021, 2024, 2040])
def test_every_team_has_seventeen_players_aged_18_to_45(season):
    players = league(7, season)
    signed = players.team[players.team >= 0]
    assert np.bincount(signed, minlength=30).tolist() == [SLOTS] * 30
    assert ages(players, season).min() > 18
    assert ages(players, season).max() < 45


@pytest.mark.parametrize("season", [1996, 2009, 2020])
def test_before_the_founding_the_same_people_are_younger(season):
    before, after = league(7, season), league(7, season + 1)
    common = people(before).keys() & people(after).keys()
    assert len(common) == 540
    assert all(people(before)[player] == people(after)[player] for player in common)
    gone = ~np.isin(before.player_id, after.player_id)
    assert np.median(ages(before, season)[gone]) > 29
    come = ~np.isin(after.player_id, before.player_id)
    assert ages(after, season + 1)[come].max() < 26
    assert before.player_id.max() < league(7, 2022).player_id.max()


def test_earlier_players_have_no_later_ones_names():
    early, late = league(7, 2010), league(7, 2030)
    assert not set(early.name[early.player_id < 90000001]) & set(late.name)


def test_some_players_change_teams_in_summer(two_seasons):
    before, after = (dict(zip(p.player_id.tolist(), p.team.tolist())) for p in two_seasons)
    moved = np.mean([before[player] != after[player] for player in before.keys() & after.keys()])
    assert 0.1 < moved < 0.5


def test_a_pair_of_namesakes_and_accents_occur(two_seasons):
    names = two_seasons[0].name.tolist()
    assert len(set(names)) == len(names) - 1
    assert any(not name.isascii() for name in names)
    assert any(name.endswith("Jr.") for name in names)


def test_ids_cannot_be_taken_for_real_ones(two_seasons):
    assert two_seasons[0].player_id.min() == 90000001

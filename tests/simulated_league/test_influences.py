"""Home court, rest, opponents' zone defence and pace act on results, so there is a signal.

Several seasons are pooled because each effect is small beside the luck of a game.
"""

import numpy as np
import pytest
from simulated_league.season import season


@pytest.fixture(scope="module")
def seasons():
    return [season(seed, 2022) for seed in range(8)]


def regular(season):
    return np.repeat(season.kind == "regular", 2)


def margins(season):
    points = season.lines.points
    return points - points[np.arange(len(points)) ^ 1]


def test_home_teams_win_more(seasons):
    home = np.concatenate([margins(s)[regular(s)][0::2] for s in seasons])
    assert 1.2 < home.mean() < 3.5


def test_second_nights_cost_points(seasons):
    tired, rested = [], []
    for s in seasons:
        margin = margins(s) - np.where(np.arange(len(s.rest)) % 2 == 0, 2.2, -2.2)
        fresh_foe = s.rest[np.arange(len(s.rest)) ^ 1] > 1
        tired.append(margin[regular(s) & (s.rest == 1) & fresh_foe])
        rested.append(margin[regular(s) & (s.rest > 1) & fresh_foe])
    gap = np.concatenate(rested).mean() - np.concatenate(tired).mean()
    assert 0.6 < gap < 4.0


def half_season_correlation(seasons, value):
    """Correlation between teams' means in even and in odd games, over seasons."""
    first, second = [], []
    for s in seasons:
        mean = value(s)
        for team in range(30):
            rows = np.flatnonzero(regular(s) & (s.team == team))
            first.append(mean[rows[0::2]].mean())
            second.append(mean[rows[1::2]].mean())
    return np.corrcoef(first, second)[0, 1]


@pytest.mark.parametrize("zone", [0, 1, 2], ids=["paint", "mid_range", "three"])
def test_zone_defence_lasts(seasons, zone):
    def allowed(s):
        foe = np.arange(len(s.team)) ^ 1
        return (s.lines.makes[:, zone] / np.maximum(s.lines.attempts[:, zone], 1))[foe]

    assert half_season_correlation(seasons, allowed) > 0.25


def test_pace_lasts(seasons):
    def attempts(s):
        return s.lines.attempts.sum(axis=1) + s.lines.turnovers - s.lines.offensive_boards

    assert half_season_correlation(seasons, attempts) > 0.4


def test_better_teams_keep_winning(seasons):
    assert half_season_correlation(seasons, margins) > 0.5

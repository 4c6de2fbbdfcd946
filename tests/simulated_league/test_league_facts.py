"""League facts of one simulated season lie near those of the real season 2023-24.

Allowed is the larger of 5 % of the real value and twice the spread between the real seasons
2021-22, 2022-23 and 2023-24. The benchmark `simulation_facts.py` prints the same table.
"""

import pytest
from benchmarks.simulation_facts import REAL_SEASONS, facts, tolerance

# fact: its real values in 2021-22, 2022-23, 2023-24 (regular season)
REAL = {
    "points": (110.62, 114.69, 114.21),
    "pace": (99.878, 100.9, 100.24),
    "free_throw_attempts": (21.862, 23.529, 21.72),
    "turnovers": (13.056, 13.431, 12.9),
    "offensive_rebounds": (10.334, 10.435, 10.554),
    "assists": (24.649, 25.317, 26.671),
    "blocks": (4.713, 4.6537, 5.1419),
    "back_to_back_share": (0.17195, 0.16301, 0.17154),
    "points_sd": (12.62, 11.967, 12.846),
    "paint_share": (0.40797, 0.42386, 0.42391),
    "mid_share": (0.19274, 0.18868, 0.18124),
    "three_share": (0.39929, 0.38747, 0.39485),
    "paint_pct": (0.5861, 0.59802, 0.5936),
    "mid_pct": (0.41921, 0.43532, 0.4321),
    "three_pct": (0.35359, 0.36071, 0.36569),
    "paint_assisted": (0.54497, 0.5415, 0.56724),
    "mid_assisted": (0.41608, 0.40726, 0.4525),
    "three_assisted": (0.82061, 0.83, 0.84369),
    "offensive_rating_sd": (3.1108, 2.4164, 3.8037),
    "defensive_rating_sd": (2.7034, 2.3566, 2.798),
    "team_pace_sd": (1.6986, 1.8589, 1.8338),
    "home_win_share": (0.5439, 0.58049, 0.54309),
    "overtime_share": (0.047154, 0.064228, 0.047967),
    "margin_sd": (15.312, 13.669, 15.642),
    "slate_mean": (7.4545, 7.5, 7.6875),
    "slate_sd": (2.8487, 2.9795, 3.1427),
    "starter_minutes": (30.581, 30.989, 30.893),
    "starter_minutes_sd": (6.7984, 6.6886, 6.7765),
    "bench_minutes": (15.847, 15.734, 15.168),
    "bench_minutes_sd": (8.5896, 8.4858, 8.7042),
    "starter_usage": (20.817, 21.014, 21.093),
    "starter_usage_sd": (7.8903, 8.0622, 7.8905),
    "bench_usage": (17.498, 17.092, 16.927),
    "bench_usage_sd": (7.1016, 7.1787, 7.1165),
    "starter_points": (15.093, 15.999, 15.959),
    "starter_points_sd": (8.7611, 9.2708, 9.0764),
    "bench_points": (6.2941, 6.2774, 6.0039),
    "bench_points_sd": (5.7687, 5.7567, 5.7517),
    "played_rate": (0.62092, 0.63265, 0.6084),
    "dnp_rate": (0.12598, 0.13804, 0.13834),
    "inactive_rate": (0.2531, 0.22931, 0.25326),
    "spread_margin_corr": (0.45546, 0.41171, 0.49673),
    "total_points_corr": (0.44246, 0.35166, 0.48565),
    "favourite_win_share": (0.67671, 0.66341, 0.68618),
    "scorer_points_sd": (7.7922, 7.9303, 7.8885),
    "role_points_sd": (6.2744, 6.1803, 6.2531),
}


@pytest.fixture(scope="module")
def simulated(folder):
    return facts(folder, 2023)


@pytest.mark.parametrize("name", REAL)
def test_fact_is_near_the_real_season(name, simulated):
    real = REAL[name]
    assert simulated[name] == pytest.approx(real[-1], abs=tolerance(real[-1], list(real)))


def test_every_fact_has_a_real_value(simulated):
    assert list(simulated) == list(REAL)


def test_real_values_are_those_of_the_real_files(realdata):
    for at, season in enumerate(REAL_SEASONS):
        found = facts(realdata, season)
        assert found == pytest.approx({name: REAL[name][at] for name in REAL}, rel=1e-3)

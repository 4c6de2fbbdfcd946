"""A season is the same whichever other seasons are asked for."""

import pytest
import simulated_league


@pytest.fixture(scope="module")
def three_seasons(make_settings, tmp_path_factory):
    return simulated_league.prepare(
        make_settings(tmp_path_factory.mktemp("three"), years=(2022, 2023, 2024))
    )


@pytest.mark.parametrize("name", ["games", "player_box", "shots", "odds", "props"])
def test_rows_of_a_season_do_not_depend_on_the_range(name, three_seasons, season_files):
    alone, within = f"SELECT * FROM {name}", f"SELECT * FROM '{three_seasons}/{name}.parquet'"
    within += " WHERE season = '2023-24'"
    for first, second in ((alone, within), (within, alone)):
        difference = f"SELECT COUNT(*) FROM ({first} EXCEPT ALL {second})"
        assert season_files.execute(difference).fetchone() == (0,)


def test_schedule_of_more_seasons_contains_the_shorter_one(games, make_settings, tmp_path):
    longer = simulated_league.schedule(make_settings(tmp_path, years=(2021, 2022, 2023)))
    assert [game for game in longer if game.season_year == 2023] == games
    assert {game.season_year for game in longer} == {2021, 2022, 2023}

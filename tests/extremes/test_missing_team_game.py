"""One team-game deleted from Phase 3 lowers exactly the rows whose window spans it."""

import pyarrow.compute as pc
import pytest
from given.league import make_league
from given.phase3 import build, tables_on
from nba_backfill import tables
from nba_backfill.warehouse.parquet import ParquetWarehouse

TEAM_COLUMN = {
    "player_game_summary": "team_abbr",
    "team_offense_game_summary": "team_abbr",
    "team_defense_game_summary": "defending_team_abbr",
}
DAY, MISSING = -1, -9  # positions among the dates: the day computed, the game deleted


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    """(team, date of its deleted game, tables of the day before and after the deletion)."""
    league = make_league(1, teams=10, dates=24, roster=14)
    folder = tmp_path_factory.mktemp("missing")
    warehouse = build(league.write(folder / "source"), folder / "whole")
    day, lost = league.dates[DAY], league.dates[MISSING]
    team = league.games[league.games.game_date == lost].home_abbr.iloc[0]
    holed = ParquetWarehouse(folder / "holed")
    for name in tables.PHASE3:
        rows = warehouse.query(
            f"SELECT * FROM {tables.table(name).full_name}"
            " WHERE game_date BETWEEN @start_date AND @end_date",
            league.dates[0],
            day,
        )
        if name in TEAM_COLUMN:
            gone = pc.and_(
                pc.equal(rows["game_date"], lost), pc.equal(rows[TEAM_COLUMN[name]], team)
            )
            rows = rows.filter(pc.invert(gone))
        holed.load(tables.table(name), rows, None if name == "nba_schedule" else 2023)
    return team, lost, tables_on(warehouse, day), tables_on(holed, day)


def lowered(before: dict, after: dict) -> set[str]:
    assert before.keys() == after.keys()
    for row in before.values():
        assert row["completeness_percentage"] in (100.0, None)
    return {key for key, row in after.items() if (row["completeness_percentage"] or 100.0) < 100.0}


def test_teams(case):
    team, lost, before, after = case
    name = "team_defense_zone_analysis"
    assert before[name][team]["window_first_date"] <= lost
    assert lowered(before[name], after[name]) == {team}


@pytest.mark.parametrize("name", ["player_daily_cache", "ml_feature_store_v2"])
def test_players(case, name):
    team, lost, before, after = case
    team_of = {key: row["team_abbr"] for key, row in before["ml_feature_store_v2"].items()}
    spanning = {
        key
        for key, row in before[name].items()
        if team_of[key] == team and row["window_first_date"] and row["window_first_date"] <= lost
    }
    found = lowered(before[name], after[name])
    assert found == spanning
    assert all(after[name][key]["missing_games_count"] == 1 for key in found)

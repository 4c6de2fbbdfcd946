"""Dates of the past, filled once more as they were before tip-off, come out byte-identical."""

import pytest
from given.league import make_league
from given.phase4 import Filled
from given.tonight import plain_run, settings_of, write_known
from nba_backfill.operator.audit.before_tip import check_before_tip, told_dates
from nba_backfill.phase3 import files
from nba_backfill.plan.plan import make_plan

LEAGUE = make_league(19, teams=6, dates=14, roster=14)
BEFORE, DAY = LEAGUE.dates[-5:-3]


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("final")
    write_known(LEAGUE, folder / "source")
    made = Filled(
        settings_of(
            folder, start_date=str(BEFORE), end_date=str(DAY), upcoming=False, audit={"upcoming": 2}
        )
    )
    assert set(plain_run(made).values()) == {"done"}
    return made


def test_the_same_bytes(filled):
    assert check_before_tip(filled.plan, filled.dates) == ([], [BEFORE, DAY])


def test_a_proof_that_can_fail(filled, tmp_path):
    """The box says by now that one who sat was inactive: another listing than the rows are of."""
    box = LEAGUE.player_box.copy()
    today = box.game_id.isin(LEAGUE.games.game_id[LEAGUE.games.game_date == DAY])
    box.loc[box.index[today & (box.status == "dnp")][0], "status"] = "inactive"
    other = write_known(LEAGUE._replace(player_box=box), tmp_path / "source")
    plan = make_plan(filled.settings.model_copy(update={"source_dir": other}))
    problems, _ = check_before_tip(plan, [DAY])
    found = {problem.table: problem.detail for problem in problems}
    assert "other rows" in found["ml_feature_store"]
    assert "another sentinel" in found["player_daily_cache"]
    assert "team_defense_zone_analysis" not in found


def test_dates_whose_listing_nobody_tells_are_no_sample(tmp_path):
    box = LEAGUE.player_box
    today = box.game_id.isin(LEAGUE.games.game_id[LEAGUE.games.game_date == DAY])
    silent = LEAGUE._replace(player_box=box[~today | (box.status == "played")])
    with files.load(write_known(silent, tmp_path / "source")).con as con:
        assert told_dates(con) & {BEFORE, DAY} == {BEFORE}

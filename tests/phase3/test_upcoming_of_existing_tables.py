"""`phase3: warehouse`: the upcoming date is that of tables somebody else made, if they list it."""

import pytest
from given.league import make_league
from given.phase4 import Filled
from given.tonight import plain_run, settings_of, write_known
from nba_backfill.phase3.build import build_phase3
from nba_backfill.plan import states

LEAGUE = make_league(19, teams=6, dates=14, roster=14)
TONIGHT, TOMORROW = LEAGUE.dates[-4:-2]


@pytest.fixture
def theirs(tmp_path):
    """A function: tables of the league as known on a date, and a backfill that only reads them."""

    def tables(day, listed=None) -> Filled:
        write_known(LEAGUE, tmp_path / "theirs/source", day, listed=listed)
        made = settings_of(tmp_path / "theirs", upcoming=False)
        build_phase3(made, Filled(made).warehouse, lambda line: None)
        read = {"phase3": "warehouse", "parquet": {"root": str(made.parquet_root)}}
        return Filled(settings_of(tmp_path / "own", start_date=str(TONIGHT), **read,
                                  processors="player_composite_factors"))  # fmt: skip

    return tables


def test_a_date_that_they_list(theirs):
    filled = theirs(TONIGHT)
    assert filled.plan.dates == (TONIGHT,) and filled.plan.upcoming.date == TONIGHT
    assert set(plain_run(filled).values()) == {"done"}
    cells = states.cells(filled.plan)
    assert {row[TONIGHT].state for row in cells.values()} == {"upcoming"}
    before = filled.sentinel("player_composite_factors", TONIGHT).read_bytes()

    filled = theirs(TOMORROW, listed=())
    assert plain_run(filled) == {}, "tomorrow is not listed, tonight is as it was"
    assert filled.sentinel("player_composite_factors", TONIGHT).read_bytes() == before
    cells = states.cells(filled.plan)
    assert {row[TONIGHT].state for row in cells.values()} == {"done"}


def test_a_date_that_they_do_not_list_is_told(theirs):
    filled = theirs(TOMORROW, listed=())
    assert filled.plan.dates == (TONIGHT,) and filled.plan.upcoming.date is None
    assert filled.plan.upcoming.why == (
        f"{TOMORROW} is not planned: upcoming_player_game_context has no player of it"
    )

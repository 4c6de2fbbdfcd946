"""What may happen to a date that was filled before its games."""

import datetime as dt
import shutil

import pandas as pd
import pytest
from given.phase4 import Filled
from given.tonight import (
    BEFORE,
    LEAGUE,
    TOMORROW,
    TONIGHT,
    backfill_of,
    content,
    listing_of,
    plain_run,
    write_known,
)
from nba_backfill.errors import BackfillError
from nba_backfill.plan import states
from nba_backfill.plan.targets import refuse_unplanned
from nba_backfill.plan.upcoming import told

LAST = "player_composite_factors"  # the processors up to this one


@pytest.fixture(scope="module")
def filled_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tonight")
    write_known(LEAGUE, folder / "source", TONIGHT)
    assert set(plain_run(backfill(folder)).values()) == {"done"}
    return folder


@pytest.fixture
def folder(filled_once, tmp_path):
    return shutil.copytree(filled_once, tmp_path / "tonight")


def backfill(folder, **config) -> Filled:
    return backfill_of(folder, **{"processors": LAST, **config})


def state(filled: Filled, day: dt.date = TONIGHT) -> set[str]:
    return {row[day].state for row in states.cells(filled.plan).values() if day in row}


def filled_on(folder, day: dt.date) -> bool:
    found = content(backfill(folder).settings)
    return any(str(day) in name for name in found)


def moved(league, from_day: dt.date, to_day: dt.date, count: int | None = None):
    """The league with games of a date on another one: all, or the first few."""
    games = league.games.copy()
    chosen = sorted(games.game_id[games.game_date == from_day])[:count]
    games.loc[games.game_id.isin(chosen), "game_date"] = to_day
    return league._replace(games=games)


def rerun(folder, **config) -> Filled:
    """After a plain run, which leaves nothing to do."""
    filled = backfill(folder, **config)
    plain_run(filled)
    assert plain_run(filled) == {}
    return filled


def settled(folder, **config) -> Filled:
    """After a plain run, with the bytes of a backfill from nothing."""
    filled = rerun(folder, **config)
    new = folder.parent / "from-nothing"
    shutil.copytree(folder / "source", new / "source")
    plain_run(backfill(new, **config))
    assert content(filled.settings) == content(backfill(new, **config).settings)
    return filled


def test_all_its_games_are_postponed(folder):
    free = TONIGHT + dt.timedelta(days=40)
    write_known(moved(LEAGUE, TONIGHT, free), folder / "source", TONIGHT)
    filled = backfill(folder)
    assert list(filled.plan.judge.vanished) == [TONIGHT]
    assert filled.plan.upcoming.date == TOMORROW
    rerun(folder)
    assert not filled_on(folder, TONIGHT) and filled_on(folder, TOMORROW)


def test_one_of_its_games_is_postponed(folder):
    free = TONIGHT + dt.timedelta(days=40)
    write_known(moved(LEAGUE, TONIGHT, free, 1), folder / "source", TONIGHT)
    assert state(backfill(folder)) == {"stale"}
    filled = settled(folder)
    assert state(filled) == {"upcoming"} and filled.plan.upcoming.games == 1


def test_a_game_that_stays_without_score_is_called_off_later(folder):
    """Tonight is over but for one game that never gets a score; then the season goes on."""
    never = sorted(LEAGUE.games.game_id[LEAGUE.games.game_date == TONIGHT])[0]

    def write(day):
        write_known(LEAGUE, folder / "source", day)
        games = LEAGUE.games[LEAGUE.games.game_date < day].copy()
        games.loc[games.game_id == never, ["home_score", "away_score", "n_periods"]] = None
        later = LEAGUE.games[LEAGUE.games.game_date >= day].copy()
        later[["home_score", "away_score", "n_periods"]] = None
        frames = {"games": pd.concat([games, later], ignore_index=True)}
        for name in ("player_box", "shots"):
            frame = getattr(LEAGUE, name)
            frames[name] = frame[frame.game_id.isin(games.game_id) & (frame.game_id != never)]
        for name, frame in frames.items():
            frame.to_parquet(folder / f"source/{name}.parquet", index=False)

    write(TOMORROW)
    filled = backfill(folder)
    assert filled.plan.upcoming.date == TONIGHT and filled.plan.upcoming.final == 1
    rerun(folder)
    assert state(backfill(folder)) == {"upcoming"}

    after = LEAGUE.dates[LEAGUE.dates.index(TOMORROW) + 1]
    write(after)
    filled = settled(folder)
    assert state(filled) == {"done"}
    rows = filled.plan.sentinel(LAST, TONIGHT).rows
    others = listing_of(LEAGUE, TONIGHT)
    assert rows == len(others[others.game_id != never])


def test_a_player_is_ruled_out_before_tip(folder):
    listing = listing_of(LEAGUE, TONIGHT)
    available = listing.index[listing.player_status == "available"][0]
    listing.loc[available, "player_status"] = "out"
    write_known(LEAGUE, folder / "source", TONIGHT, listing=listing)
    filled = backfill(folder)
    assert state(filled) == {"stale"} and state(filled, BEFORE) == {"done"}
    assert {day for _, day in plain_run(filled)} == {TONIGHT}
    assert state(filled) == {"upcoming"}
    # his box says later that he was available: the date is computed again
    write_known(LEAGUE, folder / "source", TOMORROW, listed=())
    assert state(backfill(folder, end_date=str(TONIGHT))) == {"stale"}
    rerun(folder, end_date=str(TONIGHT))


def test_a_correction_of_yesterday_arrives(folder):
    box = LEAGUE.player_box.copy()
    of_day = box.game_id.isin(LEAGUE.games.game_id[LEAGUE.games.game_date == BEFORE])
    box.loc[box.index[of_day & (box.status == "played")][0], "minutes"] += 3
    write_known(LEAGUE._replace(player_box=box), folder / "source", TONIGHT)
    filled = backfill(folder)
    assert state(filled) == {"stale"} and state(filled, BEFORE) == {"done"}
    assert state(settled(folder)) == {"upcoming"}


def test_new_lines_before_tip(folder):
    odds = LEAGUE.odds.copy()
    odds.loc[odds.game_id.isin(LEAGUE.games.game_id[LEAGUE.games.game_date == TONIGHT]),
             "total"] += 4  # fmt: skip
    write_known(LEAGUE._replace(odds=odds), folder / "source", TONIGHT)
    assert state(backfill(folder)) == {"stale"}
    assert state(rerun(folder)) == {"upcoming"}


def test_quotes_after_tip_change_nothing(folder):
    before = content(backfill(folder).settings)
    props = LEAGUE.props.copy()
    quoted = props.game_id.isin(LEAGUE.games.game_id[LEAGUE.games.game_date == TONIGHT])
    late = props[quoted].assign(minutes_before_tip=-30.0, line=99.5)
    more = pd.concat([props, late], ignore_index=True)
    write_known(LEAGUE._replace(props=more), folder / "source", TONIGHT)
    filled = backfill(folder)
    plain_run(filled)
    assert content(filled.settings) == before and state(filled) == {"upcoming"}


def test_two_upcoming_dates_in_a_row(folder):
    for number, day in enumerate(LEAGUE.dates[-3:]):
        write_known(LEAGUE, folder / "source", day)
        steps = plain_run(backfill(folder))
        assert {step_day for _, step_day in steps} == {day}, number
        assert state(backfill(folder), day) == {"upcoming"}
    write_known(LEAGUE, folder / "source")
    assert state(settled(folder), LEAGUE.dates[-1]) == {"done"}


def test_the_day_passes_and_no_score_arrives(folder):
    """The date is long past (2023): it stays upcoming and is told; nothing is planned after it."""
    filled = backfill(folder)
    assert plain_run(filled) == {} and state(filled) == {"upcoming"}
    assert told(filled.plan) == [
        f"upcoming: {TONIGHT}, filled before tip-off (2 games); the day has passed and its scores "
        f"are missing; {TOMORROW} follows when they are final"
    ]
    with pytest.raises(BackfillError, match=f"and {TONIGHT} before it is not final"):
        backfill(folder, dates=[str(TOMORROW)]).plan  # noqa: B018


def test_a_kill_in_the_middle(folder):
    """Some sentinels of tonight were not written yet, a partition neither."""
    filled = backfill(folder)
    whole = content(filled.settings)
    filled.sentinel(LAST, TONIGHT).unlink()
    filled.sentinel("player_shot_zone_analysis", TONIGHT).unlink()
    shutil.rmtree(filled.partition(LAST, TONIGHT, "game_date").parent)
    steps = plain_run(filled)
    assert steps["player_shot_zone_analysis", TONIGHT] == "reused"
    assert steps[LAST, TONIGHT] == "done"
    assert content(filled.settings) == whole


def test_not_asked_for_any_more(folder):
    """What is filled stays as it is, and is told; when its games are final it is as any other."""
    before = content(backfill(folder).settings)
    off = backfill(folder, upcoming=False)
    assert off.plan.judge.vanished == {} and TONIGHT not in off.plan.dates
    assert plain_run(off) == {} and content(off.settings) == before
    assert off.plan.judge.set_aside == [TONIGHT]
    assert told(off.plan) == [
        f"1 filled date ({TONIGHT}) with games to come: kept as filled until they are final, "
        "because upcoming is not asked for any more"
    ]
    with pytest.raises(BackfillError, match="is not played yet; to fill it before its games, set"):
        refuse_unplanned(off.plan, [str(off.sentinel(LAST, TONIGHT))])
    assert state(backfill(folder)) == {"upcoming"}, "asked for again it is current"
    write_known(LEAGUE, folder / "source", TOMORROW)
    off = backfill(folder, upcoming=False)
    assert off.plan.judge.set_aside == [] and plain_run(off) == {}
    assert state(off) == {"done"} and content(off.settings) == before


def test_a_rescheduled_game_comes_first(folder):
    """A game is moved before the filled date: that waits, and is not called vanished."""
    write_known(LEAGUE, folder / "source", TOMORROW)
    plain_run(backfill(folder))
    between = TOMORROW - dt.timedelta(days=1)
    assert between not in LEAGUE.dates
    write_known(moved(LEAGUE, LEAGUE.dates[-1], between, 1), folder / "source", between)
    filled = backfill(folder)
    assert filled.plan.upcoming.date == between
    assert filled.plan.judge.vanished == {} and filled.plan.judge.set_aside == [TOMORROW]
    assert told(filled.plan)[1].endswith("because another date is the next one now")


def test_a_source_that_loses_its_scores(folder):
    """More dates without a final game than can have been filled before it: refused."""
    write_known(LEAGUE, folder / "source")
    plain_run(backfill(folder))
    write_known(LEAGUE, folder / "source", TONIGHT)
    plan = backfill(folder, remove_dates=2).plan
    assert plan.judge.set_aside == LEAGUE.dates[-3:]
    with pytest.raises(BackfillError, match=r"3 filled dates .* lost its scores.* remove_dates=3"):
        plan.refuse_lost_scores()
    backfill(folder).plan.refuse_lost_scores()

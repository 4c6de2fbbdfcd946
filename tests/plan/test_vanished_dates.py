"""Filled dates that have no game any more: named, removed, and refused when they are many."""

import datetime as dt

import pytest
from given.league import make_league
from given.phase4 import fill, prepare
from nba_backfill.errors import BackfillError
from nba_backfill.phase4.run import Run
from nba_backfill.phase4.vanished import remove_vanished
from nba_backfill.plan.plan import make_plan


@pytest.fixture
def filled(tmp_path):
    """Six dates of four teams, of which one processor is filled; a function takes games away."""
    league = make_league(1, teams=4, dates=8, roster=9)
    filled = prepare(league, tmp_path, bootstrap_days=3, processors="team_defense_zone_analysis")
    fill(filled)

    def take_away(days) -> None:
        games = league.games[~league.games.game_date.isin(days)]
        kept = [frame[frame.game_id.isin(games.game_id)] for frame in league[:4]]
        league._make([games, *kept[1:], None, None]).write(tmp_path / "source")
        (tmp_path / "source/props.parquet").unlink()

    return filled, take_away


def test_one_date_is_removed_with_all_that_is_of_it(filled, tmp_path):
    backfill, take_away = filled
    day = backfill.dates[1]
    take_away([day])
    plan = make_plan(backfill.settings)
    assert plan.judge.vanished == {day: ["team_defense_zone_analysis"]}
    plan.refuse_many_vanished()
    record = backfill.settings.results / "reports" / "vanished_dates.json"
    (backfill.settings.results / "runs").mkdir(exist_ok=True)
    remove_vanished(Run(None, plan), str(tmp_path / "vanished.log"), str(record))
    assert not backfill.sentinel("team_defense_zone_analysis", day).exists()
    partition = backfill.partition("team_defense_zone_analysis", day, "analysis_date")
    assert not partition.parent.exists()
    assert f'"{day}"' in record.read_text()
    assert make_plan(backfill.settings).judge.vanished == {}


def test_many_look_like_a_source_cut_short(filled):
    backfill, take_away = filled
    days = list(backfill.dates)[1:5]
    take_away(days)
    plan = make_plan(backfill.settings)
    assert list(plan.judge.vanished) == days
    with pytest.raises(BackfillError, match=r"4 filled dates .* remove_dates=4"):
        plan.refuse_many_vanished()
    plan = make_plan(backfill.settings.model_copy(update={"remove_dates": 4}))
    plan.refuse_many_vanished()


def test_dates_outside_the_range_stay(filled):
    backfill, take_away = filled
    day = backfill.dates[1]
    take_away([day])
    later = {"start_date": day + dt.timedelta(days=1)}
    assert make_plan(backfill.settings.model_copy(update=later)).judge.vanished == {}

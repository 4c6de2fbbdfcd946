"""Rows made before tip-off are those of afterwards, byte by byte, when the listing was right."""

import datetime as dt
import json
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
    tells_listings,
    write_known,
)
from nba_backfill.plan import states
from nba_backfill.plan.upcoming import told

assert all(tells_listings(LEAGUE, day) for day in (TONIGHT, TOMORROW))
FIVE = 5  # processors


@pytest.fixture(scope="module")
def filled_once(tmp_path_factory):
    """The date before tonight and tonight, filled before tip-off with tonight's listing."""
    folder = tmp_path_factory.mktemp("tonight")
    write_known(LEAGUE, folder / "source", TONIGHT)
    steps = plain_run(backfill_of(folder))
    assert steps == dict.fromkeys(steps, "done") and len(steps) == 2 * FIVE
    return folder


@pytest.fixture
def folder(filled_once, tmp_path):
    return shutil.copytree(filled_once, tmp_path / "tonight")


def state(filled: Filled, day: dt.date = TONIGHT) -> set[str]:
    """The states of a date's cells."""
    return {row[day].state for row in states.cells(filled.plan).values() if day in row}


def of(found: dict[str, bytes], day: dt.date) -> dict[str, bytes]:
    return {name: value for name, value in found.items() if str(day) in name}


def test_the_state_is_upcoming(folder):
    filled = backfill_of(folder)
    assert state(filled) == {"upcoming"} and state(filled, BEFORE) == {"done"}
    assert told(filled.plan)[0].startswith(f"upcoming: {TONIGHT}, filled before tip-off (2 games)")
    assert plain_run(filled) == {}


def test_nothing_is_left_to_do_when_the_games_are_final(folder):
    before = content(backfill_of(folder).settings)
    assert len(of(before, TONIGHT)) == 2 * FIVE
    write_known(LEAGUE, folder / "source", TOMORROW, listed=())
    steps = plain_run(backfill_of(folder))
    assert {day for _, day in steps} == {TOMORROW}
    after = content(backfill_of(folder).settings)
    assert {name: after[name] for name in before} == before
    assert state(backfill_of(folder)) == {"done"}
    assert plain_run(backfill_of(folder)) == {}


def test_from_nothing_the_final_date_has_the_same_bytes(folder, tmp_path):
    """Not only kept: what is computed of final games alone is what was computed before them."""
    before = of(content(backfill_of(folder).settings), TONIGHT)
    write_known(LEAGUE, tmp_path / "final/source")
    final = backfill_of(tmp_path / "final", upcoming=False, end_date=str(TONIGHT))
    plain_run(final)
    assert of(content(final.settings), TONIGHT) == before


@pytest.mark.parametrize("listed", ["nobody", "one game"])
def test_without_a_listing_the_last_games_tell(listed, filled_once, tmp_path):
    games = sorted(LEAGUE.games.game_id[LEAGUE.games.game_date == TONIGHT])
    told_of = () if listed == "nobody" else games[:1]
    write_known(LEAGUE, tmp_path / "source", TONIGHT, listed=told_of)
    filled = backfill_of(tmp_path, start_date=str(TONIGHT))
    assert set(plain_run(filled).values()) == {"done"}
    rows = pd.read_parquet(filled.partition("ml_feature_store_v2", TONIGHT, "game_date"))
    supposed = ~rows.game_id.isin(told_of)
    assert rows.player_status[supposed].isna().all() and rows.listing_incomplete[supposed].all()
    assert rows.player_status[~supposed].notna().all()
    assert not rows.listing_incomplete[~supposed].any()
    box = LEAGUE.player_box
    assert len(rows[supposed]) >= 9 * rows.team_abbr[supposed].nunique()
    assert set(rows.universal_player_id) <= set(box.player_id.astype(str))

    write_known(LEAGUE, tmp_path / "source", TOMORROW, listed=())
    filled = backfill_of(tmp_path, start_date=str(TONIGHT), end_date=str(TONIGHT))
    assert "stale" in state(filled)
    assert "done" in plain_run(filled).values()
    assert state(filled) == {"done"} and plain_run(filled) == {}
    rows = pd.read_parquet(filled.partition("ml_feature_store_v2", TONIGHT, "game_date"))
    assert set(rows.universal_player_id) == set(listing_of(LEAGUE, TONIGHT).player_id.astype(str))


def test_no_table_holds_an_outcome_of_the_date(folder):
    """Other scores, box lines and shots of tonight give the same rows."""
    before = of(content(backfill_of(folder).settings), TONIGHT)
    today = set(LEAGUE.games.game_id[LEAGUE.games.game_date == TONIGHT])
    games, box = LEAGUE.games.copy(), LEAGUE.player_box.copy()
    games.loc[games.game_id.isin(today), ["home_score", "away_score"]] = (150, 60)
    played = box.game_id.isin(today) & (box.status == "played")
    box.loc[played, ["pts", "ast", "dreb"]] = (40, 9, 11)
    write_known(LEAGUE._replace(games=games, player_box=box), folder / "source")
    filled = backfill_of(folder, end_date=str(TONIGHT))
    assert not any(day == TONIGHT for _, day in plain_run(filled))
    assert of(content(filled.settings), TONIGHT) == before


def test_sentinels_do_not_say_that_the_date_was_upcoming(folder):
    for name in ("team_defense_zone_analysis", "ml_feature_store"):
        text = backfill_of(folder).sentinel(name, TONIGHT).read_text()
        assert "upcoming" not in json.dumps([*json.loads(text)["warnings"]])

"""Betting lines beside a season of nba_api join by US date and teams, players by name."""

import pandas as pd
import pytest
from given.formats import assert_equal, read_back, season, write_json, write_v2
from given.other_formats import kaggle_odds, odds_api_events
from nba_backfill.phase3.formats import coverage


@pytest.fixture
def folder(tmp_path):
    return write_v2(tmp_path / "files", season())


def lines():
    odds = season().odds
    return odds[odds[["home_spread", "total"]].notna().any(axis=1)]


def test_the_kaggle_spread_has_no_sign(folder, tmp_path):
    kaggle_odds(season()).to_csv(folder / "nba_2008-2025.csv", index=False)
    found = read_back(folder, tmp_path)["odds"]
    assert_equal(found, lines(), ("game_id",), ["home_spread", "total"])
    assert (found.home_spread < 0).any() and (found.home_spread > 0).any()


def test_answers_of_the_odds_api(folder, tmp_path):
    """UTC times of the next day; the point of the home team is the home spread."""
    write_json(folder / "odds.json", {"timestamp": "t", "data": odds_api_events(season())})
    found = read_back(folder, tmp_path)
    assert_equal(found["odds"], lines(), ("game_id",), ["home_spread", "total"])
    quotes = season().props
    quotes = quotes[(quotes.market == "player_points") & quotes.player_id.notna()]
    quotes = quotes.drop_duplicates(["game_id", "player_id"])
    props = found["props"][found["props"].market == "player_points"]
    assert_equal(props, quotes, ("game_id", "player_id"), ["line"])
    assert set(props.bookmaker) == {"DraftKings"}
    assert set(props.minutes_before_tip) == {12}


def test_snapshots_from_after_tip_off(folder, tmp_path):
    write_json(folder / "odds.json", odds_api_events(season(), late=True))
    found = read_back(folder, tmp_path)
    assert "odds" not in found
    assert set(found["props"].minutes_before_tip) == {-30}


def flattened() -> pd.DataFrame:
    return pd.DataFrame([
        {"event_id": event["id"], "player": outcome["description"], "market": "player_points",
         "line": outcome["point"], "bookmaker": "williamhill_us",
         "game": f"{event['away_team']} @ {event['home_team']}",
         "game_time": event["commence_time"], "over_odds": -110, "under_odds": -110}
        for event in odds_api_events(season())
        for outcome in event["bookmakers"][0]["markets"][-1]["outcomes"]
        if outcome["name"] == "Over"
    ])  # fmt: skip


def test_flattened_lines_name_bookmakers_by_key(folder, tmp_path):
    flattened().to_csv(folder / "props_raw.csv", index=False)
    found = read_back(folder, tmp_path)["props"]
    assert len(found) == len(flattened()) and found.player_id.notna().all()
    assert set(found.bookmaker) == {"Caesars"}


def test_names_join_within_the_game_suffixes_aside_and_never_by_likeness(folder, tmp_path):
    frame = flattened()
    suffixed = frame.player.str.endswith(("Jr.", "III"))
    assert suffixed.any()
    frame["player"] = frame.player.str.replace(r" (Jr\.|III)$", "", regex=True)
    frame.loc[frame.index[:2], "player"] = ["J. Nobody", "Murray Dejounte"]
    frame.to_csv(folder / "props.csv", index=False)
    found = read_back(folder, tmp_path)["props"]
    assert found.player_id.isna().sum() >= 2
    told = " | ".join(coverage(folder, "auto", tmp_path)["notes"])
    assert "quotes of players not listed for the game" in told and "J. Nobody" in told


def test_a_file_without_a_market_is_no_points_line(folder, tmp_path):
    frame = flattened().drop(columns=["market", "game", "game_time"])
    events = {event["id"]: event for event in odds_api_events(season())}
    utc_day = frame.event_id.map(lambda event: events[event]["commence_time"][:10])
    frame.assign(
        event_date=utc_day,  # the day of UTC, one later than the game's
        home_team=frame.event_id.map(lambda event: events[event]["home_team"]),
        away_team=frame.event_id.map(lambda event: events[event]["away_team"]),
        timestamp=utc_day + "T00:00:00Z",
        over_price=-110,
    ).rename(columns={"player": "player_name"}).to_csv(folder / "pra_odds.csv", index=False)
    found = read_back(folder, tmp_path)["props"]
    assert set(found.market) == {"not stated"}
    state = coverage(folder, "auto", tmp_path)["groups"]["points lines"]["state"]
    assert state == "unknown"


def test_lines_of_games_that_are_not_there_are_counted(folder, tmp_path):
    odds = kaggle_odds(season())
    more = odds.assign(home="sac", date=odds.date.iloc[len(odds) // 2]).head(1)
    pd.concat([odds, more]).to_csv(folder / "lines.csv", index=False)
    read_back(folder, tmp_path)
    told = coverage(folder, "auto", tmp_path)["notes"]
    assert "odds: 1 rows whose date and home team are no game left out" in told

"""A correction that reached one feed only: every date is filled, and one line tells."""

import datetime as dt
import json

import duckdb
import pandas as pd
import pytest
from given.phase4 import fill, prepare
from nba_backfill.results import manifest_file


def manifest(filled) -> dict:
    return json.loads(manifest_file(filled.settings.results).read_text())


@pytest.mark.parametrize(("made", "missed"), [(1, 0), (-1, 0), (0, 1)])
def test_all_dates_are_filled_and_the_game_is_not_zone_known(
    real, as_league, tmp_path, made, missed
):
    frames = real("2023-11-20")
    games, box = frames["games"], frames["player_box"]
    day = set(games[pd.to_datetime(games.game_date) == "2023-11-14"].game_id)
    chosen = box[box.game_id.isin(day) & (box.status == "played") & (box.fgm >= 6)]
    at = chosen.sort_values(["game_id", "player_id"]).index[0]
    box.loc[at, ["fgm", "fga", "pts"]] += [made, made + missed, 2 * made]
    game_id, player, team = box.loc[at, ["game_id", "player_id", "team_abbr"]]
    row = games.game_id == game_id
    side = "home_score" if (games[row].home_abbr == team).all() else "away_score"
    games.loc[row, side] += 2 * made

    filled = prepare(as_league(frames), tmp_path, dates=["2023-11-15", "2023-11-19"])
    fill(filled)

    told = {f["finding"]: f for f in manifest(filled)["findings"]}["shots_other_than_box"]
    assert told["count"] == 1
    assert told["example"].startswith(f"2023-11-14 {game_id} {box.loc[at, 'player_name']} ({team})")
    table = filled.partition("player_shot_zone_analysis", dt.date(2023, 11, 15), "analysis_date")
    windows = duckdb.sql(
        f"SELECT universal_player_id, window_games - zone_games_in_sample FROM '{table}' "
        "WHERE window_games > zone_games_in_sample"
    ).fetchall()
    assert windows == [(str(player), 1)]

"""A game is called off and played later."""

import pandas as pd
import pytest
from nba_backfill.errors import BackfillError


def moved(frames, game_id: str, new_id: str):
    """The game under new_id on 2023-11-14, its old row without a score and its old list left."""
    games, box = frames["games"], frames["player_box"]
    ghost = games[games.game_id == game_id].copy()
    ghost[["home_score", "away_score", "n_periods"]] = pd.NA
    old_list = box[box.game_id == game_id].copy()
    old_list.loc[old_list.status == "played", "status"] = "dnp"
    old_list[list(old_list.columns[5:])] = pd.NA
    games.loc[games.game_id == game_id, "game_date"] = pd.Timestamp("2023-11-13")
    for rows in frames.values():
        rows.loc[rows.game_id == game_id, "game_id"] = new_id
    frames["games"] = pd.concat([games, ghost], ignore_index=True)
    if new_id != game_id:
        frames["player_box"] = pd.concat([box, old_list], ignore_index=True)
    return frames


@pytest.fixture
def game(real):
    """A game of 2023-11-10 whose teams have no other game until the 14th but that of the 12th."""
    frames = real("2023-11-15")
    games = frames["games"]
    day = pd.to_datetime(games.game_date)
    busy = {
        team for side in ("home_abbr", "away_abbr") for team in games[day == "2023-11-13"][side]
    }
    free = games[(day == "2023-11-10") & ~games.home_abbr.isin(busy) & ~games.away_abbr.isin(busy)]
    return frames, sorted(free.game_id)[0]


def test_the_same_id_twice_is_refused(game, build):
    frames, game_id = game

    with pytest.raises(BackfillError, match="game_id: duplicate key"):
        build(moved(frames, game_id, game_id))


def test_an_old_list_of_a_game_not_played_lists_nobody(game, build):
    frames, game_id = game

    con, told = build(moved(frames, game_id, "0022301299"))

    for name in ("upcoming_player_game_context", "player_game_summary"):
        found = con.execute(f"SELECT COUNT(*) FROM {name} WHERE game_id = '{game_id}'").fetchall()
        assert found == [(0,)]
    count, example = told["games_called_off"]
    assert count == 1
    assert example.startswith(f"2023-11-10 {game_id}")
    assert "double_listings" not in told

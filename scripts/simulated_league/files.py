"""The source files of simulated seasons: Parquet tables in the form that real data come in."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from nba_backfill.schedule import season_name

from .box import box
from .listing import listing
from .market import odds, props
from .season import Season
from .shots import Shots, shots
from .teams import TEAMS

_TYPES = {"cup_final": "nba_cup_final"}
_TEAM_ID = np.array([team.team_id for team in TEAMS])
_ABBR = np.array([team.abbr for team in TEAMS])


def tables(seed: int, season: Season) -> dict[str, pa.Table]:
    """The season's five source tables."""
    lines = box(seed, season)
    attempts = shots(seed, season, lines)
    return {
        "games": _games(season),
        "player_box": _player_box(seed, season, lines, attempts),
        "shots": _shots(season, attempts),
        "odds": _odds(seed, season),
        "props": _props(seed, season),
    }


def _common(season: Season, game: np.ndarray) -> dict[str, pa.Array]:
    """Columns every table starts with, for rows that belong to the games ``game``."""
    name = season_name(season.frame.season)
    opening = np.datetime64(season.frame.opening)
    kind = np.array([_TYPES.get(kind, kind) for kind in season.kind], dtype=object)
    return {
        "season": pa.array([name]).take(pa.array(np.zeros(len(game), dtype=np.int64))),
        "season_type": pa.array(kind).take(pa.array(game)),
        "game_id": pa.array(season.game_id).take(pa.array(game)),
        "game_date": pa.array(opening + season.day[game].astype("timedelta64[D]"), pa.date32()),
    }


def _games(season: Season) -> pa.Table:
    points = season.lines.points
    home, away = season.team[0::2], season.team[1::2]
    return pa.table({
        **_common(season, np.arange(len(season.day))),
        "home_team_id": _TEAM_ID[home],
        "home_abbr": _ABBR[home],
        "home_score": points[0::2].astype(np.int16),
        "away_team_id": _TEAM_ID[away],
        "away_abbr": _ABBR[away],
        "away_score": points[1::2].astype(np.int16),
        "n_periods": (4 + season.lines.overtimes[0::2]).astype(np.int8),
    })  # fmt: skip


def _player_box(seed: int, season: Season, lines, attempts: Shots) -> pa.Table:
    rows = listing(seed, season, lines.played)
    players, foe = season.players, season.team[rows.row ^ 1]
    played = rows.status == "played"
    shape = lines.played.shape
    assists, blocks = np.zeros(shape, dtype=int), np.zeros(shape, dtype=int)
    helped, stopped = attempts.assist >= 0, attempts.block >= 0
    np.add.at(assists, (attempts.row[helped], attempts.assist[helped]), 1)
    np.add.at(blocks, (attempts.row[stopped] ^ 1, attempts.block[stopped]), 1)

    def stat(values: np.ndarray) -> pa.Array:
        return pa.array(values[rows.row, rows.slot].astype(np.int16), mask=~played)

    boards = lines.offensive_boards + lines.defensive_boards
    return pa.table({
        **_common(season, rows.row // 2),
        "team_id": _TEAM_ID[season.team[rows.row]],
        "team_abbr": _ABBR[season.team[rows.row]],
        "opponent_id": _TEAM_ID[foe],
        "opponent_abbr": _ABBR[foe],
        "is_home": rows.row % 2 == 0,
        "player_id": players.player_id[rows.player],
        "player_name": players.name[rows.player],
        "birth_date": pa.array(players.born[rows.player], pa.date32()),
        "status": rows.status,
        "started": pa.array(season.rotation.started[rows.row, rows.slot], mask=~played),
        "minutes": stat(lines.minutes),
        "pts": stat(lines.points),
        "fgm": stat(lines.makes.sum(axis=2)),
        "fga": stat(lines.attempts.sum(axis=2)),
        "fg3m": stat(lines.makes[:, :, 2]),
        "fg3a": stat(lines.attempts[:, :, 2]),
        "ftm": stat(lines.ftm),
        "fta": stat(lines.fta),
        "oreb": stat(lines.offensive_boards),
        "dreb": stat(lines.defensive_boards),
        "reb": stat(boards),
        "ast": stat(assists),
        "stl": stat(lines.steals),
        "blk": stat(blocks),
        "tov": stat(lines.turnovers),
        "pf": stat(lines.fouls),
    })  # fmt: skip


def _shots(season: Season, attempts: Shots) -> pa.Table:
    """Attempts of regular-season and playoff games; the others have no shots file."""
    known = np.isin(season.kind, ("regular", "playoffs"))[attempts.row // 2]
    attempts = Shots(*(column[known] for column in attempts))
    row, roster, ids = attempts.row, season.roster, season.players.player_id

    def person(row: np.ndarray, slot: np.ndarray) -> pa.Array:
        return pa.array(ids[roster[row, np.maximum(slot, 0)]], mask=slot < 0)

    game = row // 2
    first = np.searchsorted(game, game)
    return pa.table({
        **_common(season, game),
        "event_num": (1 + np.arange(len(game)) - first).astype(np.int32),
        "team_id": _TEAM_ID[season.team[row]],
        "team_abbr": _ABBR[season.team[row]],
        "opponent_abbr": _ABBR[season.team[row ^ 1]],
        "player_id": person(row, attempts.slot),
        "shot_type": np.where(attempts.zone == 2, 3, 2).astype(np.int8),
        "made": attempts.made,
        "distance_ft": attempts.distance.astype(np.int16),
        "assist_player_id": person(row, attempts.assist),
        "block_player_id": person(row ^ 1, attempts.block),
    })  # fmt: skip


def _odds(seed: int, season: Season) -> pa.Table:
    lines = odds(seed, season)
    return pa.table({
        **_common(season, np.arange(len(season.day))),
        "home_abbr": _ABBR[season.team[0::2]],
        "away_abbr": _ABBR[season.team[1::2]],
        "home_spread": pa.array(lines.home_spread, from_pandas=True),
        "total": lines.total,
    })  # fmt: skip


def _props(seed: int, season: Season) -> pa.Table:
    quotes = props(seed, season)
    return pa.table({
        **_common(season, quotes.game),
        "player_id": season.players.player_id[quotes.player],
        "player_name_book": season.players.name[quotes.player],
        "market": quotes.market,
        "bookmaker": quotes.bookmaker,
        "line": quotes.line,
        "minutes_before_tip": pa.array(quotes.minutes_before_tip, from_pandas=True),
    })  # fmt: skip

"""One season as player games and team games, with the derived values of each game."""

import datetime as dt
import math
from collections import defaultdict
from typing import NamedTuple

from reference.sources import (
    Files,
    Game,
    Listing,
    birth_dates,
    listings,
    schedule,
    season_year,
    shots_by_game,
)

ZONES = ("paint", "mid_range", "three_pt")


class PlayerGame(NamedTuple):
    """A played game. zones: zone -> (attempts, makes), None when the shots are unknown.

    assisted, unassisted: makes, None when the shots do not tell assists.
    """

    date: dt.date
    counted: bool
    minutes: float
    points: float
    field_goals: float
    free_throws: float
    usage: float | None
    true_shooting: float | None
    zones: dict | None
    assisted: int | None
    unassisted: int | None


class TeamGame(NamedTuple):
    """A final game from one team's side. allowed: zone -> (attempts, makes, own blocks).

    Own blocks are None when the shots do not tell them or tell others than the box.
    """

    date: dt.date
    counted: bool
    team: str
    opponent: str
    won: bool
    has_box: bool
    opponent_has_box: bool
    points_allowed: float | None
    pace: float | None
    offensive_rating: float | None
    defensive_rating: float | None
    allowed: dict | None


class Season(NamedTuple):
    year: int
    games: list[Game]
    listings: list[Listing]
    player_games: dict[str, list[PlayerGame]]
    team_games: dict[str, list[TeamGame]]
    births: dict[int, dt.date]


def overtimes(game: Game, minutes: dict[str, float]) -> int:
    """Overtime periods; without a period count, from the minutes of all players."""
    if game.periods is not None:
        return game.periods - 4
    return math.floor((sum(minutes.values()) - 240 * len(minutes)) / (25 * len(minutes)) + 0.5)


def team_line(boxes: list[dict]) -> dict | None:
    """Sums of the played rows of one team, None without a row."""
    if not boxes:
        return None
    names = ("minutes", "pts", "fga", "fta", "oreb", "tov")
    return {name: math.fsum(box[name] for box in boxes) for name in names}


def plays(line: dict) -> float:
    return line["fga"] + 0.44 * line["fta"] + line["tov"]


def usage(box: dict, line: dict, overtime: int) -> float | None:
    """Percent of the team's plays he used while on the floor."""
    if box["minutes"] == 0 or plays(line) == 0:
        return None
    team_minutes = 240 + 25 * overtime
    return 100 * plays(box) * (team_minutes / 5) / (box["minutes"] * plays(line))


def true_shooting(box: dict) -> float | None:
    tries = 2 * (box["fga"] + 0.44 * box["fta"])
    return box["pts"] / tries if tries else None


class GameShots(NamedTuple):
    """The shots of a game, what they tell, and who has another box line.

    differing: player id -> the names of what differs from his box line; teams: those of the
    differing players.
    """

    shots: list[dict]
    tells_assists: bool
    tells_blocks: bool
    differing: dict[int, set[str]]
    teams: dict[str, set[str]]


def shot_lines(game: Game, shots: list[dict]) -> dict[tuple, dict]:
    """(team, player id) -> attempts, makes, threes, assists and blocks of the shots file."""
    lines = defaultdict(lambda: defaultdict(int))
    for shot in shots:
        line = lines[shot["team"], shot["player_id"]]
        line["fga"] += 1
        line["fgm"] += shot["made"]
        line["fg3a"] += shot["zone"] == "three_pt"
        line["fg3m"] += shot["zone"] == "three_pt" and shot["made"]
        if shot["assister"] is not None:
            lines[shot["team"], shot["assister"]]["ast"] += 1
        if shot["blocker"] is not None:
            lines[game.opponent(shot["team"]), shot["blocker"]]["blk"] += 1
    return lines


def reconciled(game: Game, shots: list[dict] | None, rows: list[Listing]) -> GameShots | None:
    """The shots held against the box lines of those who played; None without shots."""
    if not shots:
        return None
    tells = {
        "ast": any(s["assister"] is not None for s in shots) or not any(r.box["ast"] for r in rows),
        "blk": any(s["blocker"] is not None for s in shots) or not any(r.box["blk"] for r in rows),
    }
    told = [name for name in ("fga", "fgm", "fg3a", "fg3m", "ast", "blk") if tells.get(name, True)]
    lines = shot_lines(game, shots)
    boxes = {(row.team, row.player_id): row.box for row in rows}
    boxed = {team for team, _ in boxes}
    differing, teams = {}, defaultdict(set)
    for team, player in lines.keys() | boxes.keys():
        box, line = boxes.get((team, player), {}), lines.get((team, player), {})
        names = {name for name in told if box.get(name, 0) != line.get(name, 0)}
        if names and team in boxed:
            differing[player] = names
            teams[team] |= names
    return GameShots(shots, tells["ast"], tells["blk"], differing, dict(teams))


def player_game(
    listing: Listing, line: dict, overtime: int, game_shots: GameShots | None
) -> PlayerGame:
    box, zones, assisted, unassisted = listing.box, None, None, None
    if game_shots is not None and listing.player_id not in game_shots.differing:
        own = [shot for shot in game_shots.shots if shot["player_id"] == listing.player_id]
        zones = {
            zone: (
                sum(s["zone"] == zone for s in own),
                sum(s["zone"] == zone and s["made"] for s in own),
            )
            for zone in ZONES
        }
        if game_shots.tells_assists:
            assisted = sum(s["made"] and s["assister"] is not None for s in own)
            unassisted = sum(s["made"] and s["assister"] is None for s in own)
    return PlayerGame(
        listing.game.date,
        listing.game.counted,
        box["minutes"],
        box["pts"],
        box["fgm"],
        box["ftm"],
        usage(box, line, overtime),
        true_shooting(box),
        zones,
        assisted,
        unassisted,
    )


def team_game(
    game: Game, team: str, lines: dict, overtime: int | None, shots: GameShots | None
) -> TeamGame:
    opponent = game.opponent(team)
    own, other = lines[team], lines[opponent]
    possessions = pace = offense = defense = allowed = None
    if own and other:
        possessions = sum(plays(line) - line["oreb"] for line in (own, other)) / 2
    if possessions:
        pace = possessions * 48 / (48 + 5 * overtime)
        offense = 100 * own["pts"] / possessions
        defense = 100 * other["pts"] / possessions
    if shots is not None and opponent not in shots.teams:
        theirs = [shot for shot in shots.shots if shot["team"] == opponent]
        tells_blocks = shots.tells_blocks and "blk" not in shots.teams.get(team, ())
        allowed = {
            zone: (
                sum(s["zone"] == zone for s in theirs),
                sum(s["zone"] == zone and s["made"] for s in theirs),
                sum(s["zone"] == zone and s["blocker"] is not None for s in theirs)
                if tells_blocks
                else None,
            )
            for zone in ZONES
        }
    home_won = game.home_score > game.away_score
    return TeamGame(
        game.date,
        game.counted,
        team,
        opponent,
        home_won == (team == game.home),
        own is not None,
        other is not None,
        other and other["pts"],
        pace,
        offense,
        defense,
        allowed,
    )


def build_season(files: Files, year: int) -> Season:
    """Everything of one season, the days to come included."""
    games = {g.game_id: g for g in schedule(files.games) if season_year(g.game_id) == year}
    kept = listings(files, games)
    shots = shots_by_game(files.shots, set(games))
    played = defaultdict(list)
    for listing in kept:
        if listing.box is not None:
            played[listing.game.game_id].append(listing)
    player_games, team_games = defaultdict(list), defaultdict(list)
    for game in games.values():
        rows = played[game.game_id]
        lines = {
            team: team_line([row.box for row in rows if row.team == team])
            for team in (game.home, game.away)
        }
        minutes = {team: line["minutes"] for team, line in lines.items() if line}
        overtime = overtimes(game, minutes) if minutes or game.periods is not None else None
        game_shots = reconciled(game, shots.get(game.game_id), rows)
        for row in rows:
            player_games[row.lookup].append(player_game(row, lines[row.team], overtime, game_shots))
        if game.final:
            for team in lines:
                team_games[team].append(team_game(game, team, lines, overtime, game_shots))
    births = birth_dates(files.players)
    return Season(year, list(games.values()), kept, dict(player_games), dict(team_games), births)

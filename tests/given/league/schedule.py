"""Dates, games and rosters of a random league."""

import datetime as dt
from typing import NamedTuple

OPENING = dt.date(2023, 10, 24)
TEAMS = ("ATL", "BOS", "BKN", "CHA", "CHI", "CLE", "DAL", "DEN", "DET", "GSW", "HOU", "IND")
FIRST = ("Ty", "Luka", "Nikola", "D'Angelo", "José", "Jaren", "Dennis", "Al", "Kyle", "Vít", "OG")
LAST = ("Dončić", "Smith", "Jokić", "O'Neale", "Hart-Brown", "Krejčí", "Young", "Lee", "Ball")
SUFFIX = ("", "", "", " Jr.", " III")


class Player(NamedTuple):
    player_id: int
    name: str
    skill: float


def game_days(rng, count: int) -> list[dt.date]:
    """Dates from opening night on, mostly without gaps, with one week off in the middle."""
    days, current = [], OPENING
    for index in range(count):
        days.append(current)
        pause = (
            7
            if index == count // 2 and rng.random() < 0.5
            else rng.choice([1, 2, 3], p=[0.75, 0.2, 0.05])
        )
        current += dt.timedelta(days=int(pause))
    return days


def game_kind(rng, index: int, count: int) -> str:
    """Id prefix of a date's games: regular, then one play-in date, then playoffs."""
    if index < 0.8 * count:
        return "006" if index > 8 and rng.random() < 0.05 else "002"
    return "005" if index < 0.85 * count else "004"


def make_schedule(rng, teams: list[str], days: list[dt.date], density: float) -> list[dict]:
    games = []
    for index, date in enumerate(days):
        prefix = game_kind(rng, index, len(days))
        order = rng.permutation(teams)
        most = max(1, round(density * len(teams) / 2))
        pairs = 1 if prefix == "006" else int(rng.integers(max(1, most - 1), most + 1))
        for pair in range(pairs):
            overtime = int(rng.choice([0, 1, 2], p=[0.9, 0.08, 0.02]))
            games.append(
                {
                    "game_id": f"{prefix}23{len(games) + 1:05d}",
                    "game_date": date,
                    "home_abbr": order[2 * pair],
                    "away_abbr": order[2 * pair + 1],
                    "periods": 4 + overtime,
                    "n_periods": 4 + overtime,
                }
            )
            if rng.random() < 0.15:
                games[-1]["n_periods"] = None
    return games


def make_rosters(rng, teams: list[str], size: int) -> dict[str, list[Player]]:
    """Nine or more players a team; two different players of the league share a name."""
    rosters, number = {}, 0
    for team in teams:
        players = []
        for _ in range(size):
            initials = chr(97 + number % 26) + chr(97 + number // 26)
            name = f"{rng.choice(FIRST)} {initials} {rng.choice(LAST)}{rng.choice(SUFFIX)}"
            players.append(Player(1627000 + 7 * number, name, float(rng.uniform(0.3, 2))))
            number += 1
        rosters[team] = players
    twin = rosters[teams[1]][0]
    rosters[teams[1]][0] = twin._replace(name=rosters[teams[0]][0].name)
    return rosters


def trade(rng, rosters: dict[str, list[Player]]) -> tuple[Player, str] | None:
    """Move one player to another team; returns him and the team he left."""
    teams = [team for team, players in rosters.items() if len(players) > 8]
    if not teams:
        return None
    left = str(rng.choice(teams))
    joined = str(rng.choice([team for team in rosters if team != left]))
    player = rosters[left].pop(int(rng.integers(len(rosters[left]))))
    rosters[joined].append(player)
    return player, left

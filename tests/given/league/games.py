"""Player rows and shots of one random game, in line with each other."""

import numpy as np

from given.league.schedule import Player


def share_minutes(rng, total: int, weights: np.ndarray) -> np.ndarray:
    """Whole minutes by weight that add up to the team's total."""
    minutes = np.floor(total * weights / weights.sum()).astype(int)
    minutes[rng.integers(len(minutes))] += total - minutes.sum()
    return minutes


def box_line(rng, minutes: int, skill: float) -> dict:
    twos, threes = rng.poisson(0.22 * skill * minutes), rng.poisson(0.15 * skill * minutes)
    if minutes == 0 and rng.random() < 0.3:
        threes = 1
    made_twos, made_threes = rng.binomial(twos, 0.52), rng.binomial(threes, 0.36)
    free = rng.poisson(0.08 * skill * minutes)
    made_free = rng.binomial(free, 0.78)
    counts = {
        name: int(rng.poisson(rate * minutes))
        for name, rate in (
            ("oreb", 0.04),
            ("dreb", 0.13),
            ("stl", 0.03),
            ("tov", 0.05),
            ("ast", 0.1),
            ("blk", 0.02),
        )
    }
    return {
        "minutes": float(minutes),
        "pts": int(2 * made_twos + 3 * made_threes + made_free),
        "fgm": int(made_twos + made_threes),
        "fga": int(twos + threes),
        "fg3m": int(made_threes),
        "fg3a": int(threes),
        "ftm": int(made_free),
        "fta": int(free),
        **counts,
    }


def make_shots(rng, row: dict, mates: list[int], opponents: list[int]) -> list[dict]:
    """The field-goal attempts of one player game, in line with his box."""
    shots = []
    twos_made, twos = row["fgm"] - row["fg3m"], row["fga"] - row["fg3a"]
    for kind, made, tries in ((2, twos_made, twos), (3, row["fg3m"], row["fg3a"])):
        for index in range(tries):
            usual = rng.choice([0, 1, 3, 7, 8, 9, 12, 24]) if kind == 2 else rng.choice([7, 22, 26])
            hit = index < made
            assisted = hit and rng.random() < 0.6
            blocked = not hit and rng.random() < 0.1
            shots.append(
                {
                    "game_id": row["game_id"],
                    "player_id": row["player_id"],
                    "team_abbr": row["team_abbr"],
                    "shot_type": kind,
                    "made": hit,
                    "distance_ft": int(usual),
                    "assist_player_id": rng.choice(mates) if assisted else None,
                    "block_player_id": rng.choice(opponents) if blocked else None,
                }
            )
    return shots


def split_roster(rng, roster: list[Player]) -> dict[str, list[Player]]:
    """Who plays, who sits and who is out: at least six play."""
    order = [roster[index] for index in rng.permutation(len(roster))]
    out, sitting = int(rng.integers(0, 3)), int(rng.integers(0, 2))
    out = min(out, len(order) - sitting - 6)
    return {
        "inactive": order[:out],
        "dnp": order[out : out + sitting],
        "played": order[out + sitting :],
    }


def listing(game: dict, team: str, player: Player, status: str) -> dict:
    return {
        "game_id": game["game_id"],
        "player_id": player.player_id,
        "player_name": player.name,
        "team_abbr": team,
        "status": status,
    }


def team_rows(rng, game: dict, team: str, roster: list[Player]) -> list[dict]:
    rows = []
    parts = split_roster(rng, roster)
    total = 240 + 25 * (game["periods"] - 4)
    weights = np.array([player.skill for player in parts["played"]]) * rng.uniform(
        0.5, 1.5, len(parts["played"])
    )
    if rng.random() < 0.3:
        weights[rng.integers(len(weights))] = 0
    minutes = share_minutes(rng, total, weights)
    for status, players in parts.items():
        for index, player in enumerate(players):
            row = listing(game, team, player, status)
            if status == "played":
                row |= box_line(rng, int(minutes[index]), player.skill)
            rows.append(row)
    return rows


def settle_score(rows: list[dict], game: dict) -> None:
    """Scores are the sums of the players' points; a tie ends by a free throw."""
    home, away = (
        sum(row.get("pts", 0) for row in rows if row["team_abbr"] == game[side])
        for side in ("home_abbr", "away_abbr")
    )
    if home == away:
        row = next(r for r in rows if r["team_abbr"] == game["home_abbr"] and "pts" in r)
        for name in ("ftm", "fta", "pts"):
            row[name] += 1
        home += 1
    game["home_score"], game["away_score"] = home, away


def reconcile(rows: list[dict], shots: list[dict]) -> None:
    """Numbers the events; assists and blocks of the box become those of the shots."""
    for number, shot in enumerate(shots, 1):
        shot["event_num"] = number
    for row in rows:
        if "pts" in row:
            who = row["player_id"]
            row["ast"] = sum(shot["assist_player_id"] == who for shot in shots)
            row["blk"] = sum(shot["block_player_id"] == who for shot in shots)


def disturb(game: dict, rows: list[dict], shots: list[dict]) -> list[dict]:
    """What real files get wrong now and then; draws of its own, so that the games stay the same.

    The shots tell no assists at all, a box line has an assist, a block or a miss more, a shot is
    missing, or an event is in the file twice.
    """
    rng = np.random.default_rng(int(game["game_id"]))
    played = [row for row in rows if "pts" in row]
    if rng.random() < 0.04:
        shots = [{**shot, "assist_player_id": None} for shot in shots]
    if rng.random() < 0.08:
        played[rng.integers(len(played))][rng.choice(["ast", "blk", "fga"])] += 1
    if rng.random() < 0.04:
        shots.pop(int(rng.integers(len(shots))))
    if rng.random() < 0.06:
        shots.append(shots[int(rng.integers(len(shots)))])
    return shots


def play(
    rng, game: dict, rosters: dict, moved: list[tuple[Player, str]], clean: bool = False
) -> tuple[list, list]:
    """Player rows and shots of one game; clean: with nothing wrong between the two."""
    rows, teams = [], (game["home_abbr"], game["away_abbr"])
    for team in teams:
        rows += team_rows(rng, game, team, rosters[team])
    listed = {row["player_id"] for row in rows}
    for player, left in moved:
        if left in teams and player.player_id not in listed:
            rows.append(listing(game, left, player, "inactive"))
    settle_score(rows, game)
    if rng.random() < 0.02:
        return [], []
    if rng.random() < 0.02:
        rows = [row for row in rows if row["status"] == "played"]
    shots = []
    if game["game_id"][:3] not in ("005", "006") and rng.random() > 0.03:
        ids = {
            team: [r["player_id"] for r in rows if r["team_abbr"] == team and "pts" in r]
            for team in (game["home_abbr"], game["away_abbr"])
        }
        for row in rows:
            if "pts" in row:
                mates = [i for i in ids[row["team_abbr"]] if i != row["player_id"]]
                other = next(team for team in ids if team != row["team_abbr"])
                shots += make_shots(rng, row, mates, ids[other])
        reconcile(rows, shots)
        if not clean:
            shots = disturb(game, rows, shots)
    return rows, shots

"""Other futures for a league: everything dated a day or later changed, but what was known before.

Known before tip-off of the day are its schedule, its lines and who is listed as available or out.
Who of the available then played, and every number, is an outcome.
"""

import datetime as dt

import numpy as np
import pandas as pd
from given.league import League
from given.league.games import box_line, make_shots


def fixed_status(rows: pd.DataFrame, twice: set) -> set:
    """Players of a game who must keep their status, so that the listing stays (un)known."""
    alone = rows[~rows.player_id.isin(twice)]
    if (alone.status == "inactive").any():
        return set()
    sitting = alone[alone.status == "dnp"]
    return set(rows.player_id) if sitting.empty else {sitting.player_id.iloc[0]}


def swap_played(rows: pd.DataFrame, twice: set) -> pd.DataFrame:
    """Who played sat out and the other way round."""
    swapped = rows.status.map({"played": "dnp", "dnp": "played", "inactive": "inactive"})
    keep = rows.player_id.isin(fixed_status(rows, twice))
    return rows.assign(status=rows.status.where(keep, swapped))


def not_played_yet(rows: pd.DataFrame, twice: set) -> pd.DataFrame:
    """The listing of the morning: nobody has played; a game of unknown listing stays as it is."""
    if fixed_status(rows, twice) == set(rows.player_id):
        return rows
    return rows.assign(status=rows.status.replace("played", "dnp"))


def new_outcome(rng, rows: pd.DataFrame) -> tuple[pd.DataFrame, list[dict]]:
    """The same players with other box lines, and shots in line with them."""
    records = rows[["game_id", "player_id", "player_name", "team_abbr", "status"]].to_dict(
        "records"
    )
    played = [row for row in records if row["status"] == "played"]
    for row in played:
        row |= box_line(rng, int(rng.integers(0, 49)), float(rng.uniform(0.3, 2)))
    shots = []
    for row in played:
        mates = [r["player_id"] for r in played if r["team_abbr"] == row["team_abbr"]] or [0]
        others = [r["player_id"] for r in played if r["team_abbr"] != row["team_abbr"]] or mates
        shots += make_shots(rng, row, mates, others)
    return pd.DataFrame(records), shots


def replay(rng, league: League, game_ids: set, who) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Player rows and shots with these games played anew; `who` decides who plays."""
    box = [league.player_box[~league.player_box.game_id.isin(game_ids)]]
    shots = [league.shots[~league.shots.game_id.isin(game_ids)]]
    for game_id in sorted(game_ids):
        rows = league.player_box[league.player_box.game_id == game_id]
        if rows.empty:
            continue
        date = league.games.set_index("game_id").game_date[game_id]
        same_day = league.games[league.games.game_date == date].game_id
        listed = league.player_box[league.player_box.game_id.isin(same_day)].player_id
        twice = set(listed[listed.duplicated()])
        rows, attempts = new_outcome(rng, who(rows, twice))
        box.append(rows)
        shots.append(pd.DataFrame(attempts, columns=league.shots.columns))
    return concat(box), concat(shots)


def concat(frames: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat([frame for frame in frames if len(frame)], ignore_index=True)


def later_game(rng, league: League) -> League:
    """One more game at the end, with a player who changed teams and a new one of an old name."""
    last = league.games.game_date.max()
    home, away = league.games.home_abbr.iloc[0], league.games.away_abbr.iloc[0]
    game_id = f"00423{99000:05d}"
    game = {
        "game_id": game_id,
        "game_date": last + dt.timedelta(days=1),
        "home_abbr": home,
        "away_abbr": away,
        "home_score": 90,
        "away_score": 99,
        "n_periods": 4,
    }
    known = league.player_box.drop_duplicates("player_id")
    rows = [
        {
            "game_id": game_id,
            "player_id": row.player_id,
            "player_name": row.player_name,
            "team_abbr": away if row.team_abbr == home else home,
            "status": "played",
            **box_line(rng, 30, 2.0),
        }
        for row in known.itertuples()
    ]
    rows.append({**rows[0], "player_id": 999999})
    return league._replace(
        games=concat([league.games, pd.DataFrame([game])]),
        player_box=concat([league.player_box, pd.DataFrame(rows)]),
    )


def without(league: League, game_ids: set) -> League:
    """The league as if these games had never been scheduled."""
    return league._replace(
        **{
            name: frame[~frame.game_id.isin(game_ids)].reset_index(drop=True)
            for name, frame in zip(League._fields, league, strict=True)
            if frame is not None and "game_id" in frame.columns
        }
    )


def other_future(league: League, day: dt.date, seed: int) -> League:
    """The league with other outcomes from `day` on and another schedule after it."""
    rng = np.random.default_rng(seed)
    later = set(league.games[league.games.game_date > day].game_id)
    dropped = {game for game in later if rng.random() < 0.5}
    changed = without(league, dropped)
    if rng.random() < 0.5:
        changed = later_game(rng, changed)
    from_day = set(changed.games[changed.games.game_date >= day].game_id)
    who = (swap_played, not_played_yet, lambda rows, twice: rows)[rng.integers(3)]
    box, shots = replay(rng, changed, from_day, who)
    games = changed.games.copy()
    outcome = games.game_id.isin(from_day)
    scores = games.loc[outcome, ["home_score", "away_score"]].to_numpy()
    games.loc[outcome, ["home_score", "away_score"]] = scores[:, ::-1] + rng.integers(0, 9)
    games.loc[outcome, "n_periods"] = rng.choice([4, 5, None])
    nobody = ~games.game_id.isin(box[box.status == "played"].game_id)
    games.loc[outcome & nobody, ["home_score", "away_score", "n_periods"]] = None
    changed = changed._replace(games=games, player_box=box, shots=shots)
    if (nobody & (games.game_date == day)).any():
        # A game without a result before others that have one would be one that was called off.
        played = (games.game_date > day) & games.home_score.notna()
        changed = without(changed, set(games[played].game_id))
    return changed


def last_game_changed(league: League, day: dt.date) -> League | None:
    """One more made three for a player of the day in his last game before it; None without one."""
    dates = league.games.set_index("game_id").game_date
    box = league.player_box.assign(date=league.player_box.game_id.map(dates))
    listed = box[(box.date == day) & (box.status == "played")]
    counted = box.game_id.str[:3].isin(["002", "004", "005"])
    before = box[(box.date < day) & (box.status == "played") & counted]
    newest = before.sort_values("date").drop_duplicates("player_id", keep="last")
    known = newest.game_id.isin(league.shots.game_id)
    fit = newest[newest.player_id.isin(listed.player_id) & known & (newest.minutes > 0)]
    if fit.empty:
        return None
    index = fit.index[0]
    player_box = league.player_box.copy()
    for name, more in (("pts", 3), ("fgm", 1), ("fga", 1), ("fg3m", 1), ("fg3a", 1)):
        player_box.loc[index, name] += more
    row = player_box.loc[index]
    shot = {
        "game_id": row.game_id,
        "player_id": row.player_id,
        "team_abbr": row.team_abbr,
        "shot_type": 3,
        "made": True,
        "distance_ft": 24,
    }
    shots = concat([league.shots, pd.DataFrame([shot])])
    return league._replace(player_box=player_box, shots=shots)

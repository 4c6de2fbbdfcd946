"""Spreads, totals, prop quotes and birth dates of a random league."""

import datetime as dt

import pandas as pd

BOOKS = ("DraftKings", "FanDuel", "BetMGM", "Bovada", "BetOnline.ag", "MyBookie.ag")


def make_odds(rng, games: list[dict]) -> pd.DataFrame:
    rows = [
        {
            "game_id": g["game_id"],
            "home_spread": float(rng.integers(-20, 20)) / 2,
            "total": float(rng.integers(420, 480)) / 2,
        }
        for g in games
        if rng.random() < 0.9
    ]
    frame = pd.DataFrame(rows, columns=["game_id", "home_spread", "total"])
    frame.loc[rng.random(len(frame)) < 0.05, "home_spread"] = None
    return frame


def make_props(rng, box: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for row in box.itertuples(index=False):
        if rng.random() > 0.3:
            continue
        for book in rng.choice(BOOKS, int(rng.integers(1, 4))):
            rows.append(
                {
                    "game_id": row.game_id,
                    "player_id": float(row.player_id) if rng.random() < 0.95 else None,
                    "market": "player_points" if rng.random() < 0.8 else "player_rebounds",
                    "bookmaker": book,
                    "line": float(rng.integers(10, 60)) / 2,
                    "minutes_before_tip": None
                    if rng.random() < 0.2
                    else float(rng.integers(-20, 90)),
                }
            )
    names = ["game_id", "player_id", "market", "bookmaker", "line", "minutes_before_tip"]
    return pd.DataFrame(rows, columns=names)


def make_players(rng, box: pd.DataFrame) -> pd.DataFrame:
    """Birth dates of most players, some of them with a birthday during the season."""
    ids = box.player_id.unique()
    born = [dt.date(int(rng.integers(1984, 2006)), 11, int(rng.integers(1, 31))) for _ in ids]
    dates = [date if rng.random() < 0.8 else None for date in born]
    return pd.DataFrame({"player_id": ids, "birth_date": dates})

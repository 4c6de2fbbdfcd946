"""The same small season as eoinamoore, hoopR, nbadb and betting files have it."""

import datetime as dt
from pathlib import Path

import pandas as pd

from given.formats import (
    DNP,
    TEAM_ID,
    V3_NAMES,
    box_score_v2,
    inactive_v2,
    play_by_play_v2,
)
from given.league import League

NAMES = {
    "ATL": "Atlanta Hawks", "BKN": "Brooklyn Nets", "BOS": "Boston Celtics",
    "CHA": "Charlotte Hornets", "CHI": "Chicago Bulls", "CLE": "Cleveland Cavaliers",
    "DAL": "Dallas Mavericks", "DEN": "Denver Nuggets",
}  # fmt: skip
ESPN = {"BKN": "BKN", "NYK": "NY", "GSW": "GS", "SAS": "SA", "NOP": "NO", "UTA": "UTAH"}
ESPN_COUNTS = {
    "fgm": "field_goals_made", "fga": "field_goals_attempted",
    "fg3m": "three_point_field_goals_made", "fg3a": "three_point_field_goals_attempted",
    "ftm": "free_throws_made", "fta": "free_throws_attempted", "oreb": "offensive_rebounds",
    "dreb": "defensive_rebounds", "ast": "assists", "stl": "steals", "blk": "blocks",
    "tov": "turnovers", "pf": "fouls", "pts": "points",
}  # fmt: skip


# --- eoinamoore -----------------------------------------------------------------------------


def write_eoinamoore(
    folder: Path, season: League, time: str = "{day} 19:30:00", minutes="{:.4f}".format
) -> Path:
    """Games, PlayerStatistics and Players. time, minutes: how the version writes them."""
    folder.mkdir(parents=True, exist_ok=True)
    games = season.games
    days = games.game_date.map(lambda day: time.format(day=pd.Timestamp(day).date()))
    numbers = games.game_id.astype(int)
    pd.DataFrame({
        "gameId": numbers, "gameDateTimeEst": days,
        "hometeamCity": "", "hometeamName": "", "hometeamId": games.home_abbr.map(TEAM_ID),
        "awayteamCity": "", "awayteamName": "", "awayteamId": games.away_abbr.map(TEAM_ID),
        "homeScore": games.home_score, "awayScore": games.away_score,
        "gameType": None, "gameLabel": None,
    }).to_csv(folder / "Games.csv", index=False)  # fmt: skip
    box = season.player_box.merge(games.assign(time=days), on="game_id")
    names = box.player_name.str.split(" ", n=1)
    home = box.team_abbr == box.home_abbr
    played = box.status == "played"
    foe = box.away_abbr.where(home, box.home_abbr)
    comment = box.status.map({"dnp": DNP, "inactive": "DND - Injury/Illness"})
    pd.DataFrame({
        "firstName": names.str[0], "lastName": names.str[1], "personId": box.player_id,
        "gameId": box.game_id.astype(int), "gameDateTimeEst": box.time,
        "playerteamCity": "", "playerteamName": box.team_abbr.map(NAMES),
        "opponentteamCity": "", "opponentteamName": foe.map(NAMES), "gameType": "Regular Season",
        "win": 0, "home": home.astype(int),
        "numMinutes": [minutes(m) if p else None for m, p in zip(box.minutes, played, strict=True)],
        **{theirs: box[ours].fillna(0) for ours, theirs in V3_NAMES.items()},
        "comment": comment,
    }).to_csv(folder / "PlayerStatistics.csv", index=False)  # fmt: skip
    people = season.player_box.drop_duplicates("player_id")
    born = season.players.set_index("player_id").birth_date
    pd.DataFrame({
        "personId": people.player_id, "firstName": "", "lastName": "",
        "birthDate": people.player_id.map(born), "country": "USA", "draftRound": 1,
        "guard": 0, "forward": 0, "center": 1,
    }).to_csv(folder / "Players.csv", index=False)  # fmt: skip
    return folder


# --- hoopR ----------------------------------------------------------------------------------


def espn_id(game_id: str) -> str:
    return str(401500000 + int(game_id[-8:]) % 10**6 + 10**5 * int(game_id[2]))


def write_hoopr(folder: Path, season: League, pieces=("schedule", "player_box", "plays")) -> Path:
    """schedule, player_box and play_by_play as hoopR loads them."""
    folder.mkdir(parents=True, exist_ok=True)
    games = season.games.assign(
        espn=season.games.game_id.map(espn_id),
        kind=season.games.game_id.str[2].map({"2": 2, "4": 3, "5": 5, "6": 2}),
    )
    tomorrow = games.game_date.map(lambda d: f"{pd.Timestamp(d).date() + dt.timedelta(1)}T00:30Z")
    if "schedule" in pieces:
        pd.DataFrame({
            "game_id": games.espn, "season": 2024, "season_type": games.kind, "date": tomorrow,
            "game_date": games.game_date, "home_abbreviation": games.home_abbr.map(_code),
            "home_display_name": games.home_abbr.map(NAMES), "home_score": games.home_score,
            "away_abbreviation": games.away_abbr.map(_code),
            "away_display_name": games.away_abbr.map(NAMES), "away_score": games.away_score,
            "neutral_site": False, "status_period": games.n_periods,
            "status_type_completed": True,
            "notes_headline": [
                "NBA Cup Championship" if g[2] == "6" else None for g in games.game_id
            ],
        }).to_parquet(folder / "nba_schedule_2024.parquet")  # fmt: skip
    if "player_box" in pieces:
        _athlete_box(season, games).to_csv(folder / "player_box_2024.csv", index=False)
    if "plays" in pieces:
        _espn_plays(season).to_parquet(folder / "play_by_play_2024.parquet")
    return folder


def _code(abbr: str) -> str:
    return ESPN.get(abbr, abbr)


def _athlete_box(season: League, games: pd.DataFrame) -> pd.DataFrame:
    """Everybody but the inactive, with `active` and `reason` that mean something else."""
    box = season.player_box[season.player_box.status != "inactive"].merge(games, on="game_id")
    home = box.team_abbr == box.home_abbr
    foe = box.away_abbr.where(home, box.home_abbr)
    played = box.status == "played"
    return pd.DataFrame({
        "game_id": box.espn, "season": 2024, "season_type": box.kind, "game_date": box.game_date,
        "athlete_id": box.player_id + 3 * 10**6, "athlete_display_name": box.player_name,
        "minutes": box.minutes, **{ESPN_COUNTS[c]: box[c] for c in ESPN_COUNTS},
        "plus_minus": [f"{v:+.0f}" if p else None for v, p in zip(box.plus_minus, played)],
        "starter": False, "did_not_play": ~played, "active": False,
        "reason": "COACH'S DECISION", "team_abbreviation": box.team_abbr.map(_code),
        "team_display_name": box.team_abbr.map(NAMES), "home_away": home.map({True: "home",
                                                                            False: "away"}),
        "team_score": box.home_score.where(home, box.away_score),
        "opponent_team_abbreviation": foe.map(_code),
        "opponent_team_display_name": foe.map(NAMES),
        "opponent_team_score": box.away_score.where(home, box.home_score),
    })  # fmt: skip


def _espn_plays(season: League) -> pd.DataFrame:
    shots = season.shots
    three = shots.shot_type == 3
    feet = [
        "layup" if d == 0 else f"{d}-foot {'three point ' * t}jumper"
        for d, t in zip(shots.distance_ft, three, strict=True)
    ]
    other = shots.assist_player_id.where(shots.made, shots.block_player_id)
    return pd.DataFrame({
        "game_id": shots.game_id.map(espn_id), "sequence_number": shots.event_num,
        "type_text": ["Layup Shot" if f == "layup" else "Jump Shot" for f in feet],
        "text": [f"X {'makes' if m else 'misses'} {f}" for f, m in zip(feet, shots.made)],
        "scoring_play": shots.made, "shooting_play": True, "score_value": shots.shot_type,
        "athlete_id_1": (shots.player_id + 3 * 10**6).astype(float),
        "athlete_id_2": other + 3 * 10**6, "period_number": shots.period,
    })  # fmt: skip


# --- nbadb ----------------------------------------------------------------------------------


def write_nbadb(folder: Path, season: League) -> Path:
    """Tables of the version of 2026; those with nba_api's columns in lower case."""
    folder.mkdir(parents=True, exist_ok=True)
    games = season.games
    pd.DataFrame({
        "game_id": games.game_id, "game_date": games.game_date,
        "home_team_id": games.home_abbr.map(TEAM_ID),
        "visitor_team_id": games.away_abbr.map(TEAM_ID), "season_type": "Regular Season",
    }).to_csv(folder / "dim_game.csv", index=False)  # fmt: skip
    overtimes = games.n_periods - 4
    pd.DataFrame({
        "game_id": games.game_id, "pts_home": games.home_score, "pts_away": games.away_score,
        **{f"pts_ot{n}_home": (overtimes >= n) * 9 for n in (1, 2, 3, 4)},
    }).to_csv(folder / "fact_game_result.csv", index=False)  # fmt: skip
    box = box_score_v2(season).drop(columns=["PLAYER_NAME", "TEAM_ABBREVIATION"])
    box.rename(columns=str.lower).to_parquet(folder / "fact_player_game_traditional.parquet")
    inactive_v2(season).rename(columns=str.lower).to_csv(folder / "inactive.csv", index=False)
    people = season.player_box.drop_duplicates("player_id")
    pd.DataFrame({
        "player_id": people.player_id, "full_name": people.player_name,
        "birth_date": people.player_id.map(season.players.set_index("player_id").birth_date),
    }).to_csv(folder / "dim_player.csv", index=False)  # fmt: skip
    plays = play_by_play_v2(season).rename(columns=str.lower)
    plays.to_parquet(folder / "fact_play_by_play_v2.parquet")
    return folder


# --- betting lines --------------------------------------------------------------------------


def kaggle_odds(season: League) -> pd.DataFrame:
    """nba_2008-2025: ESPN's codes in lower case, spreads without a sign."""
    lines = season.games.merge(season.odds, on="game_id")
    return pd.DataFrame({
        "season": 2024, "date": lines.game_date, "regular": True, "playoffs": False,
        "away": lines.away_abbr.map(_code).str.lower(),
        "home": lines.home_abbr.map(_code).str.lower(),
        "score_away": 0, "score_home": 0,
        "whos_favored": ["home" if s < 0 else "away" for s in lines.home_spread],
        "spread": lines.home_spread.abs(), "total": lines.total,
    })  # fmt: skip


def odds_api_events(season: League, late: bool = False) -> list[dict]:
    """Raw answers of The Odds API: spreads, totals and points; UTC times on the next day.

    late: every quote is from half an hour after the tip-off.
    """
    names = dict(zip(season.player_box.player_id, season.player_box.player_name, strict=True))
    spreads = season.odds.set_index("game_id")
    events = []
    for game in season.games.itertuples():
        tip = dt.datetime.combine(pd.Timestamp(game.game_date).date() + dt.timedelta(1), dt.time(0))
        seen = f"{tip + dt.timedelta(minutes=30 if late else -12):%Y-%m-%dT%H:%M:%SZ}"
        home, away = NAMES[game.home_abbr], NAMES[game.away_abbr]
        markets = []
        if game.game_id in spreads.index:
            spread, total = spreads.loc[game.game_id, ["home_spread", "total"]]
            if not pd.isna(spread):
                markets.append({"key": "spreads", "last_update": seen, "outcomes": [
                    {"name": away, "price": 1.9, "point": -spread},
                    {"name": home, "price": 1.9, "point": spread}]})  # fmt: skip
            sides = [{"name": side, "price": 1.9, "point": total} for side in ("Over", "Under")]
            markets.append({"key": "totals", "last_update": seen, "outcomes": sides})
        quotes = season.props[
            (season.props.game_id == game.game_id)
            & (season.props.market == "player_points")
            & season.props.player_id.notna()
        ]
        markets.append({"key": "player_points", "last_update": seen, "outcomes": [
            {"name": side, "description": names[int(quote.player_id)], "price": 1.9,
             "point": quote.line}
            for quote in quotes.drop_duplicates("player_id").itertuples()
            for side in ("Over", "Under")]})  # fmt: skip
        events.append({
            "id": game.game_id, "sport_key": "basketball_nba", "commence_time": f"{tip}Z",
            "home_team": home, "away_team": away,
            "bookmakers": [{"key": "draftkings", "title": "DraftKings", "last_update": seen,
                            "markets": markets}],
        })  # fmt: skip
    return events

"""A small season in other people's formats: a league's frames, and how each format writes them.

`season()` is the league with what every format needs (periods, fouls, numbers of events); a
writer puts it into a folder as the format's users have it, `read_back` gives what comes out.
"""

import datetime as dt
import gzip
import json
import unicodedata
from functools import cache
from pathlib import Path

import pandas as pd
from nba_backfill.phase3 import formats

from given.league import League, make_league

TEAM_ID = {
    "ATL": 1610612737, "BOS": 1610612738, "CLE": 1610612739, "NOP": 1610612740, "CHI": 1610612741,
    "DAL": 1610612742, "DEN": 1610612743, "GSW": 1610612744, "HOU": 1610612745, "LAC": 1610612746,
    "LAL": 1610612747, "MIA": 1610612748, "MIL": 1610612749, "MIN": 1610612750, "BKN": 1610612751,
    "NYK": 1610612752, "ORL": 1610612753, "IND": 1610612754, "PHI": 1610612755, "PHX": 1610612756,
    "POR": 1610612757, "SAC": 1610612758, "SAS": 1610612759, "OKC": 1610612760, "TOR": 1610612761,
    "UTA": 1610612762, "MEM": 1610612763, "WAS": 1610612764, "DET": 1610612765, "CHA": 1610612766,
}  # fmt: skip
COUNTS = [
    "pts",
    "fgm",
    "fga",
    "fg3m",
    "fg3a",
    "ftm",
    "fta",
    "oreb",
    "dreb",
    "ast",
    "stl",
    "blk",
    "tov",
    "pf",
    "plus_minus",
]
V3_NAMES = {
    "fgm": "fieldGoalsMade", "fga": "fieldGoalsAttempted", "fg3m": "threePointersMade",
    "fg3a": "threePointersAttempted", "ftm": "freeThrowsMade", "fta": "freeThrowsAttempted",
    "oreb": "reboundsOffensive", "dreb": "reboundsDefensive", "ast": "assists", "stl": "steals",
    "blk": "blocks", "tov": "turnovers", "pf": "foulsPersonal", "pts": "points",
    "plus_minus": "plusMinusPoints",
}  # fmt: skip
DNP = "DNP - Coach's Decision"


@cache
def season() -> League:
    """Eight teams over 13 dates; every game has its number of periods, every shot its number."""
    league = make_league(19, teams=8, dates=13, roster=13, clean=True)
    games = league.games.assign(n_periods=league.games.n_periods.fillna(4).astype(int))
    box = league.player_box.copy()
    played = box.status == "played"
    box["pf"] = (box.player_id % 6).where(played)
    box["plus_minus"] = (box.player_id % 11 - 5).where(played)
    shots = league.shots.sort_values("game_id", kind="stable").reset_index(drop=True)
    shots["event_num"] = shots.groupby("game_id").cumcount() + 1
    shots["period"] = shots.game_id.map(games.set_index("game_id").n_periods).where(
        shots.event_num % 4 == 0, 1
    )
    # what no play-by-play says: a distance of a three without one in its text
    shots["assist_player_id"] = shots.assist_player_id.where(shots.made)
    shots["block_player_id"] = shots.block_player_id.where(~shots.made)
    return League(games, box, shots, league.odds, league.props, league.players)


def read_back(folder: Path, results: Path, source_format: str = "auto") -> dict[str, pd.DataFrame]:
    """The folder in the own form, as frames by relation, in order of their keys."""
    own = formats.own_form(folder, source_format, results)
    return {path.stem: pd.read_parquet(path) for path in sorted(own.glob("*.parquet"))}


def ordered(frame: pd.DataFrame, *key: str) -> pd.DataFrame:
    """The frame by its key, ids as text, numbers as floats: ready to be compared."""
    frame = frame.copy()
    for column in frame:
        if column.endswith("player_id"):
            frame[column] = [None if pd.isna(v) else str(int(v)) for v in frame[column]]
        elif column in ("game_date", "birth_date"):
            frame[column] = [None if pd.isna(v) else pd.Timestamp(v).date() for v in frame[column]]
        elif pd.api.types.is_numeric_dtype(frame[column]) and frame[column].dtype != bool:
            frame[column] = frame[column].astype(float)
    return frame.sort_values(list(key), kind="stable").reset_index(drop=True)


def assert_equal(
    found: pd.DataFrame, expected: pd.DataFrame, key: tuple[str, ...], columns
) -> None:
    """The columns of both, row by row by their key; NULL is equal to NULL only."""
    columns = [*dict.fromkeys([*key, *columns])]
    pd.testing.assert_frame_equal(
        ordered(found, *key)[columns],
        ordered(expected, *key)[columns],
        check_dtype=False,
    )


# --- nba_api, V2 -----------------------------------------------------------------------------


def team_game_log(season: League, both_at: tuple[str, ...] = ()) -> pd.DataFrame:
    """LeagueGameLog of teams; both_at: games at neutral sites, where both rows have an "@"."""
    rows = []
    for game in season.games.itertuples():
        for team, foe, points in (
            (game.home_abbr, game.away_abbr, game.home_score),
            (game.away_abbr, game.home_abbr, game.away_score),
        ):
            home = team == game.home_abbr
            matchup = f"{team} vs. {foe}" if home else f"{team} @ {foe}"
            if game.game_id in both_at:
                matchup = f"{game.away_abbr} @ {game.home_abbr}"
            rows.append({
                "SEASON_ID": "22023", "TEAM_ID": TEAM_ID[team], "TEAM_ABBREVIATION": team,
                "TEAM_NAME": team, "GAME_ID": game.game_id, "GAME_DATE": str(game.game_date),
                "MATCHUP": matchup, "WL": "W", "MIN": 240 + 25 * (game.n_periods - 4),
                "FGM": 40, "FGA": 90, "PTS": points, "PLUS_MINUS": 0,
            })  # fmt: skip
    return pd.DataFrame(rows)


def box_score_v2(season: League) -> pd.DataFrame:
    """BoxScoreTraditionalV2 PlayerStats: who was not active is not in it."""
    rows = []
    for line in season.player_box.itertuples():
        if line.status == "inactive":
            continue
        played = line.status == "played"
        rows.append({
            "GAME_ID": line.game_id, "TEAM_ID": TEAM_ID[line.team_abbr],
            "TEAM_ABBREVIATION": line.team_abbr, "TEAM_CITY": "", "PLAYER_ID": line.player_id,
            "PLAYER_NAME": line.player_name, "NICKNAME": "", "START_POSITION": "",
            "COMMENT": "" if played else f"{DNP}                 ",
            "MIN": f"{line.minutes:.0f}.000000:00" if played else None,
            **{("TO" if c == "tov" else c.upper()): getattr(line, c) for c in COUNTS},
        })  # fmt: skip
    return pd.DataFrame(rows)


def inactive_v2(season: League) -> pd.DataFrame:
    """BoxScoreSummaryV2 InactivePlayers, with the game id its users have to add."""
    out = season.player_box[season.player_box.status == "inactive"]
    names = out.player_name.str.split(" ", n=1)
    return pd.DataFrame({
        "GAME_ID": out.game_id, "PLAYER_ID": out.player_id, "FIRST_NAME": names.str[0],
        "LAST_NAME": names.str[1], "JERSEY_NUM": "7", "TEAM_ID": out.team_abbr.map(TEAM_ID),
        "TEAM_CITY": "", "TEAM_NAME": "", "TEAM_ABBREVIATION": out.team_abbr,
    })  # fmt: skip


def play_by_play_v2(season: League) -> pd.DataFrame:
    """PlayByPlayV2; two-pointers at the rim have no distance in their text."""
    home = season.games.set_index("game_id").home_abbr
    names = dict(zip(season.player_box.player_id, season.player_box.player_name, strict=True))
    rows = []
    for shot in season.shots.itertuples():
        feet = "" if shot.shot_type == 2 and shot.distance_ft == 0 else f" {shot.distance_ft}'"
        kind = " 3PT" if shot.shot_type == 3 else ""
        text = f"{'' if shot.made else 'MISS '}{names[shot.player_id]}{feet}{kind} Jump Shot"
        at_home = shot.team_abbr == home[shot.game_id]
        rows.append({
            "GAME_ID": shot.game_id, "EVENTNUM": shot.event_num,
            "EVENTMSGTYPE": 1 if shot.made else 2, "EVENTMSGACTIONTYPE": 1, "PERIOD": shot.period,
            "HOMEDESCRIPTION": text if at_home else None,
            "VISITORDESCRIPTION": None if at_home else text,
            "PLAYER1_ID": shot.player_id, "PLAYER1_TEAM_ID": float(TEAM_ID[shot.team_abbr]),
            "PLAYER1_TEAM_ABBREVIATION": shot.team_abbr,
            "PLAYER2_ID": 0 if pd.isna(shot.assist_player_id) else int(shot.assist_player_id),
            "PLAYER3_ID": 0 if pd.isna(shot.block_player_id) else int(shot.block_player_id),
        })  # fmt: skip
    return pd.DataFrame(rows)


def write_v2(folder: Path, season: League) -> Path:
    """LeagueGameLog, box scores and inactive lists in one file each, a play-by-play file a game."""
    folder.mkdir(parents=True, exist_ok=True)
    team_game_log(season).to_csv(folder / "a.csv", index=False)
    box_score_v2(season).to_parquet(folder / "b.parquet")
    inactive_v2(season).to_csv(folder / "c.csv")  # with pandas' index as a column
    (folder / "plays").mkdir(exist_ok=True)
    for game, plays in play_by_play_v2(season).groupby("GAME_ID"):
        plays.to_csv(folder / "plays" / f"{game}.csv", index=False)
    return folder


def response(name: str, frame: pd.DataFrame, **parameters) -> dict:
    """The frame as the answer of an endpoint of stats.nba.com."""
    rows = frame.astype(object).where(frame.notna(), None).values.tolist()
    return {
        "resource": name.lower(),
        "parameters": parameters,
        "resultSets": [{"name": name, "headers": list(frame), "rowSet": rows}],
    }


def write_json(path: Path, content) -> None:
    """JSON, gzipped when the name ends so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, default=_plain)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode(), mtime=0))
    else:
        path.write_text(text, encoding="utf-8")


def _plain(value):
    """numpy's numbers and dates as JSON has them."""
    return value.item() if hasattr(value, "item") else str(value)


# --- nba_api, V3 and live -------------------------------------------------------------------


def schedule_v3(season: League, neutral: tuple[str, ...] = ()) -> dict:
    """ScheduleLeagueV2: US dates written as Z, tip-offs in UTC on the next day."""
    dates = {}
    for game in season.games.itertuples():
        day = pd.Timestamp(game.game_date).date()
        dates.setdefault(day, []).append({
            "gameId": game.game_id, "gameStatus": 3, "gameStatusText": "Final",
            "gameDateEst": f"{day}T00:00:00Z",
            "gameDateTimeUTC": f"{day + dt.timedelta(1)}T00:30:00Z",
            "gameLabel": "", "gameSubtype": "", "isNeutral": game.game_id in neutral,
            "postponedStatus": "N",
            "homeTeam": _team(game.home_abbr, score=game.home_score),
            "awayTeam": _team(game.away_abbr, score=game.away_score),
            "pointsLeaders": [],
        })  # fmt: skip
    games = [
        {"gameDate": f"{day:%m/%d/%Y} 00:00:00", "games": games} for day, games in dates.items()
    ]
    return {"meta": {}, "leagueSchedule": {"seasonYear": "2023-24", "gameDates": games}}


def _team(abbr: str, **more) -> dict:
    return {"teamId": TEAM_ID[abbr], "teamName": "", "teamTricode": abbr, **more}


def box_score_v3(season: League, game) -> dict:
    """BoxScoreTraditionalV3 as the answer comes; who did not play has zeros."""

    def players(team: str) -> list[dict]:
        lines = season.player_box
        lines = lines[(lines.game_id == game.game_id) & (lines.team_abbr == team)]
        return [
            {
                "personId": line.player_id,
                **_names(line.player_name),
                "nameI": "", "position": "", "jerseyNum": "7",
                "comment": "" if line.status == "played" else DNP,
                "statistics": {
                    "minutes": f"{line.minutes:.0f}:00" if line.status == "played" else "",
                    **_counts(line),
                },
            }
            for line in lines.itertuples()
            if line.status != "inactive"
        ]  # fmt: skip

    sides = {"homeTeam": game.home_abbr, "awayTeam": game.away_abbr}
    return {
        "meta": {},
        "boxScoreTraditional": {
            "gameId": game.game_id,
            "homeTeamId": TEAM_ID[game.home_abbr],
            **{key: _team(team, players=players(team)) for key, team in sides.items()},
        },
    }


def _names(name: str) -> dict:
    first, _, family = name.partition(" ")
    return {"firstName": first, "familyName": family}


def _counts(line) -> dict:
    return {
        theirs: 0 if pd.isna(getattr(line, ours)) else int(getattr(line, ours))
        for ours, theirs in V3_NAMES.items()
    }


def summary_v3(season: League, game) -> dict:
    """BoxScoreSummaryV3: the inactive players of both teams, and the periods."""

    def inactives(team: str) -> list[dict]:
        lines = season.player_box
        lines = lines[(lines.game_id == game.game_id) & (lines.team_abbr == team)]
        return [
            {"personId": line.player_id, **_names(line.player_name), "jerseyNum": "7"}
            for line in lines[lines.status == "inactive"].itertuples()
        ]

    return {
        "boxScoreSummary": {
            "gameId": game.game_id, "gameStatus": 3, "period": game.n_periods,
            "gameEt": f"{pd.Timestamp(game.game_date).date()}T19:30:00Z",
            "homeTeam": _team(game.home_abbr, score=game.home_score,
                              inactives=inactives(game.home_abbr)),
            "awayTeam": _team(game.away_abbr, score=game.away_score,
                              inactives=inactives(game.away_abbr)),
            "lastFiveMeetings": {"meetings": [{
                "recencyOrder": 1, "gameId": "0022200001", "gameStatus": 3,
                "gameEt": "2022-12-01T19:30:00Z",
                "homeTeam": _team(game.away_abbr, score=99),
                "awayTeam": _team(game.home_abbr, score=98),
            }]},
        }
    }  # fmt: skip


def play_by_play_v3(season: League) -> pd.DataFrame:
    """PlayByPlayV3: assists by name in the text, a block as a row with the shot's actionNumber."""
    names = dict(zip(season.player_box.player_id, season.player_box.player_name, strict=True))
    rows = []
    for shot in season.shots.itertuples():
        name = names[shot.player_id].split(" ", 1)[1]
        kind = "3PT " if shot.shot_type == 3 else ""
        text = f"{'' if shot.made else 'MISS '}{name} {shot.distance_ft}' {kind}Jump Shot"
        if not pd.isna(shot.assist_player_id):
            family = names[int(shot.assist_player_id)].split(" ", 1)[1]
            text += f" ({_unaccented(family)} 3 AST)"
        base = {
            "gameId": shot.game_id, "actionNumber": shot.event_num, "clock": "PT01M00.00S",
            "period": shot.period,
        }  # fmt: skip
        rows.append({
            **base, "teamId": TEAM_ID[shot.team_abbr], "teamTricode": shot.team_abbr,
            "personId": shot.player_id, "playerName": name, "playerNameI": name,
            "xLegacy": 10 * shot.distance_ft, "yLegacy": 2, "shotDistance": shot.distance_ft - 1,
            "shotResult": "Made" if shot.made else "Missed", "isFieldGoal": 1,
            "description": text, "actionType": "Made Shot" if shot.made else "Missed Shot",
            "subType": "Jump Shot", "actionId": 2 * shot.event_num,
        })  # fmt: skip
        if not pd.isna(shot.block_player_id):
            rows.append({
                **base, "teamId": 0, "teamTricode": "", "personId": int(shot.block_player_id),
                "playerName": "", "playerNameI": "", "xLegacy": 0, "yLegacy": 0,
                "shotDistance": 0, "shotResult": "", "isFieldGoal": 0,
                "description": "Somebody BLOCK (1 BLK)", "actionType": "", "subType": "",
                "actionId": 2 * shot.event_num + 1,
            })  # fmt: skip
    return pd.DataFrame(rows)


def _unaccented(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name)
    return "".join(char for char in parts if not unicodedata.combining(char))


def write_v3(folder: Path, season: League) -> Path:
    """The schedule, box scores and summaries as answers in JSON, play-by-play as CSV."""
    write_json(folder / "schedule.json.gz", schedule_v3(season))
    for game in season.games.itertuples():
        write_json(folder / "box" / f"{game.game_id}.json", box_score_v3(season, game))
        write_json(folder / "summary" / f"{game.game_id}.json", summary_v3(season, game))
    play_by_play_v3(season).to_csv(folder / "plays.csv", index=False)
    return folder


def live_box(season: League, game) -> dict:
    """The live box score of cdn.nba.com: everybody's status, zeros for who did not play."""

    def players(team: str) -> list[dict]:
        lines = season.player_box
        lines = lines[(lines.game_id == game.game_id) & (lines.team_abbr == team)]
        return [
            {
                "status": "INACTIVE" if line.status == "inactive" else "ACTIVE",
                "personId": line.player_id, "name": line.player_name, "jerseyNum": "7",
                "played": "1" if line.status == "played" else "0",
                "statistics": {
                    "minutes": f"PT{0 if pd.isna(line.minutes) else int(line.minutes):02d}M00.00S",
                    **_counts(line),
                },
            }
            for line in lines.itertuples()
        ]  # fmt: skip

    return {
        "meta": {},
        "game": {
            "gameId": game.game_id, "gameStatus": 3, "period": game.n_periods,
            "gameEt": f"{pd.Timestamp(game.game_date).date()}T19:30:00-04:00",
            "homeTeam": _team(game.home_abbr, score=game.home_score,
                              players=players(game.home_abbr)),
            "awayTeam": _team(game.away_abbr, score=game.away_score,
                              players=players(game.away_abbr)),
        },
    }  # fmt: skip


def live_plays(season: League, game) -> dict:
    """The live play-by-play: exact distances, ids of assisters and blockers."""
    actions = []
    for shot in season.shots[season.shots.game_id == game.game_id].itertuples():
        action = {
            "actionNumber": shot.event_num, "period": shot.period,
            "teamTricode": shot.team_abbr, "teamId": TEAM_ID[shot.team_abbr],
            "actionType": f"{shot.shot_type}pt", "personId": shot.player_id,
            "shotDistance": shot.distance_ft + 0.3, "isFieldGoal": 1,
            "shotResult": "Made" if shot.made else "Missed", "description": "",
        }  # fmt: skip
        if not pd.isna(shot.assist_player_id):
            action["assistPersonId"] = int(shot.assist_player_id)
        if not pd.isna(shot.block_player_id):
            action["blockPersonId"] = int(shot.block_player_id)
        actions += [{"actionNumber": 0, "actionType": "period", "personId": 0}, action]
    return {"meta": {}, "game": {"gameId": game.game_id, "actions": actions}}


def write_live(folder: Path, season: League) -> Path:
    """Answers of cdn.nba.com, two files a game."""
    for game in season.games.itertuples():
        write_json(folder / f"boxscore_{game.game_id}.json", live_box(season, game))
        if (season.shots.game_id == game.game_id).any():
            write_json(folder / f"playbyplay_{game.game_id}.json", live_plays(season, game))
    return folder

"""The source files as a schedule, one listing per player and date, and shots by zone."""

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pandas as pd

GAME_KINDS = {"002": "regular", "004": "playoffs", "005": "play_in", "006": "cup_final"}
COUNTED = ("regular", "play_in", "playoffs")


class Files(NamedTuple):
    """The source files as frames; shots and players (birth dates) are optional."""

    games: pd.DataFrame
    player_box: pd.DataFrame
    shots: pd.DataFrame | None = None
    players: pd.DataFrame | None = None


class Game(NamedTuple):
    game_id: str
    date: dt.date
    kind: str
    home: str
    away: str
    home_score: int | None
    away_score: int | None
    periods: int | None
    neutral: bool

    @property
    def final(self) -> bool:
        return self.home_score is not None and self.away_score is not None

    @property
    def counted(self) -> bool:
        return self.kind in COUNTED

    def opponent(self, team: str) -> str:
        return self.away if team == self.home else self.home


class Listing(NamedTuple):
    """A player listed for a game, whatever became of him; box is None unless he played.

    told: the source names who was inactive in most games of the season.
    """

    player_id: int
    lookup: str
    game: Game
    team: str
    status: str
    box: dict | None
    told: bool


def read_files(folder: Path) -> Files:
    """The source files of a folder."""
    paths = {name: folder / f"{name}.parquet" for name in Files._fields}
    return Files(**{name: pd.read_parquet(path) for name, path in paths.items() if path.exists()})


def season_year(game_id: str) -> int:
    """Start year of the season a game id belongs to: 0022100001 -> 2021."""
    return 2000 + int(game_id[3:5])


def day(value) -> dt.date:
    return pd.Timestamp(value).date()


def known(value):
    """None for any missing marker, the value otherwise."""
    return None if value is None or pd.isna(value) else value


def birth_dates(players: pd.DataFrame | None) -> dict[int, dt.date]:
    if players is None:
        return {}
    known_dates = players[players.birth_date.notna()]
    return {int(row.player_id): day(row.birth_date) for row in known_dates.itertuples()}


def plain_name(name: str) -> str:
    """Lower-cased name without accents, ASCII letters and digits only."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]", "", ascii_name.lower())


def lookups(player_box: pd.DataFrame, dates: dict[str, dt.date]) -> dict[int, str]:
    """player_id -> key. Of two ids with one name the one listed later carries its id."""
    first = {}
    for row in player_box[["game_id", "player_id", "player_name"]].itertuples(index=False):
        seen = (dates[row.game_id], int(row.player_id), row.player_name)
        first[int(row.player_id)] = min(seen, first.get(int(row.player_id), seen))
    taken, result = set(), {}
    for _, player_id, name in sorted(first.values()):
        lookup = plain_name(name)
        result[player_id] = lookup if lookup not in taken else f"{lookup}{player_id}"
        taken.add(result[player_id])
    return result


def schedule(games: pd.DataFrame) -> list[Game]:
    result = []
    for row in games.to_dict("records"):
        periods, home, away = (
            known(row.get(name)) for name in ("n_periods", "home_score", "away_score")
        )
        result.append(
            Game(
                row["game_id"],
                day(row["game_date"]),
                GAME_KINDS[row["game_id"][:3]],
                row["home_abbr"],
                row["away_abbr"],
                None if home is None else int(home),
                None if away is None else int(away),
                None if periods is None else int(periods),
                bool(known(row.get("neutral_site"))),
            )
        )
    return sorted(result, key=lambda game: (game.date, game.game_id))


def kept_listings(rows: list[Listing]) -> list[Listing]:
    """One listing per player and date: available before inactive, then the highest game id."""
    by_player_date = defaultdict(list)
    for row in rows:
        by_player_date[row.player_id, row.game.date].append(row)
    kept = []
    for same in by_player_date.values():
        same.sort(key=lambda row: row.game.game_id, reverse=True)
        kept.append(min(same, key=lambda row: row.status == "inactive"))
    return kept


def zone_of(shot_type: int, distance: float) -> str:
    """Shot type first, distance in feet second."""
    if shot_type == 3:
        return "three_pt"
    return "paint" if distance <= 8 else "mid_range"


def shots_by_game(shots: pd.DataFrame | None, game_ids: set[str]) -> dict[str, list[dict]]:
    """The attempts of each game, an event once; assister and blocker as ids or None."""
    result = defaultdict(list)
    if shots is None:
        return result
    seen = set()
    for row in shots[shots.game_id.isin(game_ids)].to_dict("records"):
        event = known(row.get("event_num"))
        if event is not None and (row["game_id"], event) in seen:
            continue
        seen.add((row["game_id"], event))
        made = bool(row["made"])
        assister, blocker = (known(row.get(f"{who}_player_id")) for who in ("assist", "block"))
        result[row["game_id"]].append(
            {
                "player_id": int(row["player_id"]),
                "team": row["team_abbr"],
                "zone": zone_of(int(row["shot_type"]), row["distance_ft"]),
                "made": made,
                "assister": int(assister) if made and assister is not None else None,
                "blocker": int(blocker) if not made and blocker is not None else None,
            }
        )
    return result


def names_inactive(rows: list[dict]) -> bool:
    """Most games that have player rows have an inactive one."""
    by_game = defaultdict(bool)
    for row in rows:
        by_game[row["game_id"]] |= row["status"] == "inactive"
    return sum(by_game.values()) > len(by_game) / 2


def listings(files: Files, games: dict[str, Game]) -> list[Listing]:
    """Every listing of the season, duplicates removed."""
    keys = lookups(files.player_box, {g.game_id: g.date for g in schedule(files.games)})
    box = files.player_box[files.player_box.game_id.isin(games.keys())]
    rows, boxes = [], box.to_dict("records")
    told = names_inactive(boxes)
    for row in boxes:
        player_id = int(row["player_id"])
        played = row["status"] == "played"
        rows.append(
            Listing(
                player_id,
                keys[player_id],
                games[row["game_id"]],
                row["team_abbr"],
                row["status"],
                row if played else None,
                told,
            )
        )
    return kept_listings(rows)

"""Source files retold as the original platform stores the same games, with all its habits.

`retold` makes rows by table; `write` puts them into BigQuery. The habits: team codes and dates
instead of game ids, a schedule without the Cup final, with older rows of moved games; inactive
players by their last name where nobody resolved them; play-by-play names without suffix or accents
and with numbers; rounded minutes, and NULL for 0, in player_game_summary.
"""

import datetime as dt
import io
import re
from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from nba_backfill.phase3.player_names import lookup_name

from given import platform_ddl
from given.league import League, make_league

WRITTEN = dt.datetime(2024, 7, 1, tzinfo=dt.UTC)
EARLIER = WRITTEN - dt.timedelta(days=200)
SUFFIX = re.compile(r"\s+(Jr\.|Sr\.|II|III|IV)$")
MOVED_EVERY, REPEATED_EVERY = 29, 41  # games


class Habits(NamedTuple):
    """What a test may change: every n-th inactive row unresolved (0: none), tables left out."""

    state: str = "first"
    unresolved_every: int = 0
    without_gamebook: tuple[str, ...] = ()  # game ids
    stored_lines: bool = True  # team_offense_game_summary has rows


def league(seed: int = 19, dates: int = 48, teams: int = 8, roster: int = 13) -> League:
    """A random league the platform can say: nobody shares a name, one Cup final, in December."""
    made = make_league(seed, teams=teams, dates=dates, roster=roster)
    box = made.player_box.copy()
    names = box.groupby("player_id").player_name.first()
    twins = names[names.duplicated(keep=False)].index
    for number, player in enumerate(twins):
        box.loc[box.player_id == player, "player_name"] = f"Twin {'ab'[number]} Brother"
    games = made.games
    cups = games[games.game_id.str.startswith("006")]
    final = [row.game_id for row in cups.itertuples() if row.game_date.month == 12][-1:]
    renamed = {game_id: "002" + game_id[3:] for game_id in cups.game_id}
    renamed.update(dict.fromkeys(final, "0062300001"))
    frames = {"games": games, "player_box": box, "shots": made.shots, "odds": made.odds,
              "props": made.props}  # fmt: skip
    changed = {
        name: frame.assign(game_id=frame.game_id.replace(renamed)) for name, frame in frames.items()
    }
    return made._replace(**changed)


def retold(source: League, habits: Habits) -> dict[str, list[dict]]:
    """Rows of every table of the platform."""
    games = {game.game_id: game for game in source.games.itertuples()}
    names = source.player_box.groupby("player_id").player_name.first().to_dict()
    rows = {
        "nba_raw.nbac_schedule": _schedule(games.values(), habits),
        "nba_raw.nbac_gamebook_player_stats": list(_gamebook(source, games, habits)),
        "nba_raw.bigdataball_play_by_play": list(_events(source, games, names, habits)),
        "nba_raw.br_rosters_current": _rosters(source, names),
        "nba_raw.odds_api_game_lines": list(_lines(source, games)),
        "nba_raw.odds_api_player_points_props": list(_props(source, games, names)),
        "nba_analytics.player_game_summary": list(_summary(source, games, habits)),
        "nba_analytics.team_offense_game_summary": (
            list(_team_lines(source, games)) if habits.stored_lines else []
        ),
    }
    return rows


def write(client, datasets: dict[str, str], rows: dict[str, list[dict]], state: str) -> None:
    """Creates the platform's tables in `datasets` (its name: project.dataset) and fills them.

    Tables of the state's DDL that `rows` does not name are not created.
    """
    from google.cloud import bigquery

    for place in datasets.values():
        client.create_dataset(place, exists_ok=True)
    for table, content in rows.items():
        dataset, _, name = table.partition(".")
        definition = bigquery.Table(f"{datasets[dataset]}.{name}", [
            bigquery.SchemaField(column, kind, "REQUIRED" if needed else "NULLABLE")
            for column, kind, needed in platform_ddl.columns(state, table)
        ])  # fmt: skip
        if any(column == "game_date" for column, _, _ in platform_ddl.columns(state, table)):
            definition.time_partitioning = bigquery.TimePartitioning(field="game_date")
            definition.require_partition_filter = table in platform_ddl.FILTERED
        client.create_table(definition, exists_ok=True)
        load(client, definition, content)


def load(client, definition, rows: list[dict]) -> None:
    """Replaces all rows of a table of the platform."""
    from google.cloud import bigquery

    file = io.BytesIO()
    schema = pa.schema([(f.name, ARROW[f.field_type]) for f in definition.schema])
    pq.write_table(pa.Table.from_pylist(rows, schema), file)
    file.seek(0)
    config = bigquery.LoadJobConfig(
        source_format="PARQUET", write_disposition="WRITE_TRUNCATE", schema=definition.schema
    )
    client.load_table_from_file(file, definition.reference, job_config=config).result()


ARROW = {
    "STRING": pa.string(),
    "INT64": pa.int64(),
    "FLOAT64": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us", "UTC"),
    "NUMERIC": pa.decimal128(38, 9),
}


def _std_id(game) -> str:
    return f"{game.game_date:%Y%m%d}_{game.away_abbr}_{game.home_abbr}"


def _schedule(games, habits: Habits) -> list[dict]:
    """One row a game; some have an older one on the date before they moved, or on the same."""
    rows = []
    for number, game in enumerate(games):
        if game.game_id.startswith("006"):
            continue  # its week has no name there
        final = {
            "game_id": game.game_id, "game_code": _std_id(game), "season": "2023",
            "season_year": 2023, "game_date": game.game_date, "game_status": 3,
            "home_team_tricode": game.home_abbr, "away_team_tricode": game.away_abbr,
            "home_team_score": int(game.home_score), "away_team_score": int(game.away_score),
            "is_regular_season": True, "data_source": "api_stats", "processed_at": WRITTEN,
        }  # fmt: skip
        rows.append(final)
        waiting = {**final, "game_status": 1, "home_team_score": None, "away_team_score": None,
                   "processed_at": EARLIER}  # fmt: skip
        if number % MOVED_EVERY == 5:
            rows.append({**waiting, "game_date": game.game_date - dt.timedelta(days=2)})
        if number % REPEATED_EVERY == 7:
            rows.append(waiting)
    return rows


def _number(value) -> int | None:
    return None if value is None or pd.isna(value) else int(value)


def _box(row) -> dict:
    """The box columns under the names of player_game_summary."""
    return {
        "points": _number(row.pts), "assists": _number(row.ast),
        "offensive_rebounds": _number(row.oreb), "defensive_rebounds": _number(row.dreb),
        "steals": _number(row.stl), "blocks": _number(row.blk), "turnovers": _number(row.tov),
        "fg_attempts": _number(row.fga), "fg_makes": _number(row.fgm),
        "three_pt_attempts": _number(row.fg3a), "three_pt_makes": _number(row.fg3m),
        "ft_attempts": _number(row.fta), "ft_makes": _number(row.ftm),
    }  # fmt: skip


_BOOK = {"fg_attempts": "field_goals_attempted", "fg_makes": "field_goals_made",
         "three_pt_attempts": "three_pointers_attempted", "three_pt_makes": "three_pointers_made",
         "ft_attempts": "free_throws_attempted", "ft_makes": "free_throws_made"}  # fmt: skip


def is_unresolved(number: int, habits: Habits) -> bool:
    """Whether the inactive row of this number keeps its last name."""
    return bool(habits.unresolved_every) and number % habits.unresolved_every == 0


def _gamebook(source: League, games: dict, habits: Habits):
    inactive = 0
    for row in source.player_box.itertuples():
        game = games[row.game_id]
        if game.game_id in habits.without_gamebook:
            continue
        played = row.status == "played"
        status = "active" if played else row.status
        name, lookup, resolution = row.player_name, lookup_name(row.player_name), "original"
        reason = None
        if row.status == "inactive":
            inactive += 1
            resolution = "resolved"
            if is_unresolved(inactive, habits):
                name = SUFFIX.sub("", row.player_name).split()[-1]
                lookup, resolution = lookup_name(name), "not_found"
            elif inactive % 4 == 1:  # listed with the players, but not dressed
                status, reason, resolution = "dnp", "DND - Injury/Illness", "original"
        if row.status == "dnp":
            reason = "DNP - Coach's Decision"
        # an unnamed 0 minutes is a dash in the PDF
        minutes = row.minutes if played and row.minutes > 0 else None
        box = _box(row) if played else {}
        yield {
            "game_id": _std_id(game), "game_date": game.game_date, "season_year": 2023,
            "home_team_abbr": game.home_abbr, "away_team_abbr": game.away_abbr,
            "player_name": name, "player_name_original": name, "player_lookup": lookup,
            "team_abbr": row.team_abbr, "player_status": status, "dnp_reason": reason,
            "name_resolution_status": resolution, "minutes_decimal": minutes,
            "processed_at": WRITTEN, **{_BOOK.get(key, key): value for key, value in box.items()},
        }  # fmt: skip


def _as_written(name: str, number: int) -> dict[str, str]:
    """A play-by-play name and its key: no suffix; the key drops accented letters."""
    short = SUFFIX.sub("", name)
    plain = "".join(letter for letter in short.lower() if letter.isascii() and letter.isalnum())
    return {"name": short, "lookup": f"{number % 99}{plain}" if number % 3 == 0 else plain}


def _events(source: League, games: dict, names: dict, habits: Habits):
    written = {
        player: _as_written(name, number) for number, (player, name) in enumerate(names.items())
    }
    sequence: dict[str, int] = defaultdict(int)
    for shot in source.shots.itertuples():
        game = games[shot.game_id]
        sequence[shot.game_id] += 1
        number = int(getattr(shot, "event_num", sequence[shot.game_id]))
        role, other = None, None
        if shot.made and not pd.isna(shot.assist_player_id):
            role, other = "assist", written[int(shot.assist_player_id)]
        elif not shot.made and not pd.isna(shot.block_player_id):
            role, other = "block", written[int(shot.block_player_id)]
        shooter = written[shot.player_id]
        event = {
            "game_id": _std_id(game), "game_date": game.game_date, "season_year": 2023,
            "home_team_abbr": game.home_abbr, "away_team_abbr": game.away_abbr,
            "event_id": f"{_std_id(game)}_{number}", "event_sequence": number,
            "event_type": "shot", "shot_made": bool(shot.made),
            "shot_type": "3PT" if shot.shot_type == 3 else "2PT",
            "shot_distance": float(shot.distance_ft),
            "player_1_name": shooter["name"], "player_1_lookup": shooter["lookup"],
            "player_1_team_abbr": shot.team_abbr, "player_2_role": role,
            "player_2_name": other and other["name"], "player_2_lookup": other and other["lookup"],
            "processed_at": WRITTEN,
        }  # fmt: skip
        yield event
        if number % 50 == 0:  # a reload repeated it
            yield event
        if number % 30 == 0:
            yield {**event, "event_sequence": 10_000 + number, "event_type": "free throw",
                   "shot_type": "FT", "shot_distance": None}  # fmt: skip
    if habits.state == "newest":
        yield from _fallback(games, set(sequence))


def _fallback(games: dict, told: set[str]):
    """Events of NBA.com for games BigDataBall lacks: other types, no distance."""
    for game in games.values():
        if game.game_id not in told:
            yield {
                "game_id": _std_id(game), "game_date": game.game_date, "season_year": 2023,
                "home_team_abbr": game.home_abbr, "away_team_abbr": game.away_abbr,
                "event_id": "1", "event_sequence": 1, "event_type": "2pt", "shot_made": True,
                "shot_type": "2PT", "player_1_name": "Somebody",
                "player_1_team_abbr": game.home_abbr, "data_source": "nbacom_fallback",
                "processed_at": WRITTEN,
            }  # fmt: skip


def _rosters(source: League, names: dict) -> list[dict]:
    if source.players is None:
        return []
    return [
        {"season_year": 2023, "team_abbrev": "ATL", "player_full_name": names[row.player_id],
         "player_lookup": lookup_name(names[row.player_id]), "processed_at": WRITTEN,
         "birth_date": None if pd.isna(row.birth_date) else f"{row.birth_date:%B %d, %Y}"}
        for row in source.players.itertuples()
    ]  # fmt: skip


def _lines(source: League, games: dict):
    """Two books and two snapshots; one after tip-off, which is no line."""
    for row in source.odds.itertuples():
        game = games[row.game_id]
        tip = dt.datetime.combine(game.game_date, dt.time(23), dt.UTC)
        home, away = f"{game.home_abbr} Team", f"{game.away_abbr} Team"
        offers = {
            "spreads": [(home, row.home_spread), (away, -row.home_spread)],
            "totals": [("Over", row.total), ("Under", row.total)],
        }
        for minutes, book, shift in ((300, "draftkings", 3), (30, "draftkings", 0),
                                     (20, "fanduel", 5), (-30, "draftkings", 9)):  # fmt: skip
            for market, outcomes in offers.items():
                for outcome, point in outcomes:
                    if not pd.isna(point):
                        yield {
                            "snapshot_timestamp": tip - dt.timedelta(minutes=minutes),
                            "game_id": _std_id(game), "commence_time": tip,
                            "game_date": game.game_date, "home_team": home, "away_team": away,
                            "home_team_abbr": game.home_abbr, "away_team_abbr": game.away_abbr,
                            "bookmaker_key": book, "market_key": market, "outcome_name": outcome,
                            "outcome_point": float(point) + shift, "processed_at": WRITTEN,
                        }  # fmt: skip


def _props(source: League, games: dict, names: dict):
    for row in source.props.itertuples():
        if row.market != "player_points" or pd.isna(row.player_id):
            continue
        game, name = games[row.game_id], names[int(row.player_id)]
        yield {
            "game_id": _std_id(game), "game_date": game.game_date,
            "minutes_before_tipoff": _number(row.minutes_before_tip),
            "bookmaker": lookup_name(row.bookmaker), "player_name": name,
            "player_lookup": lookup_name(name), "points_line": float(row.line),
            "processed_at": WRITTEN,
        }  # fmt: skip


def _summary(source: League, games: dict, habits: Habits):
    """Who played; at the newest state everybody listed. Every 17th player has no registry id."""
    for row in source.player_box.itertuples():
        game = games[row.game_id]
        played = row.status == "played"
        if (not played and habits.state == "first") or row.player_id % 17 == 0:
            continue
        minutes = None
        if played and row.minutes > 0:
            digits = "1" if habits.state == "first" else "0.1"
            minutes = Decimal(str(row.minutes)).quantize(Decimal(digits))
        other = game.away_abbr if row.team_abbr == game.home_abbr else game.home_abbr
        yield {
            "player_lookup": lookup_name(row.player_name), "player_full_name": row.player_name,
            "universal_player_id": f"{lookup_name(row.player_name)}_001",
            "game_id": _std_id(game), "game_date": game.game_date, "team_abbr": row.team_abbr,
            "opponent_team_abbr": other, "season_year": 2023, "minutes_played": minutes,
            "win_flag": False, "is_active": played,
            "player_status": "active" if played else row.status, "processed_at": WRITTEN,
            **(_box(row) if played else {}),
        }  # fmt: skip


def _team_lines(source: League, games: dict):
    """The platform's team lines of games with player rows; some stand twice, the older shorter."""
    played = source.player_box[source.player_box.status == "played"]
    for number, ((game_id, team), rows) in enumerate(played.groupby(["game_id", "team_abbr"])):
        game = games[game_id]
        yield from team_line(game, team, rows.sum(numeric_only=True), twice=number % 20 == 0)


def team_line(game, team: str, total, twice: bool = False):
    """The rows of a team-game, `total` its box under the names of the source files."""
    possessions = round(total.fga + 0.44 * total.fta + total.tov - total.oreb, 1)
    rating = Decimal(str(round(100 * total.pts / possessions, 2)))
    row = {
        "game_id": _std_id(game), "nba_game_id": game.game_id, "game_date": game.game_date,
        "team_abbr": team, "season_year": 2023, "home_game": team == game.home_abbr,
        "opponent_team_abbr": game.away_abbr if team == game.home_abbr else game.home_abbr,
        "points_scored": int(total.pts), "fg_attempts": int(total.fga),
        "fg_makes": int(total.fgm), "three_pt_attempts": int(total.fg3a),
        "three_pt_makes": int(total.fg3m), "ft_attempts": int(total.fta),
        "ft_makes": int(total.ftm), "rebounds": int(total.oreb + total.dreb),
        "assists": int(total.ast), "turnovers": int(total.tov), "personal_fouls": None,
        "offensive_rating": rating, "possessions": int(possessions), "win_flag": True,
        "processed_at": WRITTEN,
    }  # fmt: skip
    yield row
    if twice:
        yield {**row, "fg_attempts": row["fg_attempts"] - 3, "processed_at": WRITTEN}

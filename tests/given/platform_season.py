"""The adapter's eight statements over hand-made rows of the platform, in an embedded DuckDB."""

import datetime as dt
import re
import unicodedata

import duckdb
import pyarrow as pa
from nba_backfill import tables
from nba_backfill.phase3 import platform
from nba_backfill.phase3.platform import findings
from nba_backfill.warehouse.translate import to_duckdb

from given import platform_ddl
from given.platform_rows import ARROW

START, END = dt.date(2023, 8, 1), dt.date(2024, 7, 31)
WRITTEN = dt.datetime(2024, 7, 1, tzinfo=dt.UTC)


class Season:
    """What the statements make of rows by table; tables not given are empty."""

    def __init__(self, rows: dict[str, list[dict]], state: str = "first"):
        self.con = duckdb.connect()
        self.con.create_function("nfd", _decomposed, ["VARCHAR"], "VARCHAR")
        for name in platform.sources():
            kinds = platform_ddl.columns(state, name)
            schema = pa.schema([(column, ARROW[kind]) for column, kind, _ in kinds])
            self._keep(name, pa.Table.from_pylist(rows.get(name, []), schema))
        for name in platform.STATEMENTS:
            made = self._run(platform.statement(name))
            if name not in platform.WORK:
                wanted = tables.table(name).arrow_schema
                made = made.select(wanted.names).cast(wanted)
            self._keep(f"phase3.{name}", made)

    def rows(self, name: str, **where) -> list[dict]:
        """Rows of a table, by date and key, whose columns have the given values."""
        found = self.con.sql(f'FROM "table:phase3.{name}"').to_arrow_table().to_pylist()
        found = [row for row in found if all(row[key] == value for key, value in where.items())]
        return sorted(found, key=lambda row: str([*row.values()]))

    def row(self, name: str, **where) -> dict:
        """The one row that has the given values."""
        (found,) = self.rows(name, **where)
        return found

    def findings(self) -> dict[str, tuple[int, str]]:
        """Count and first example of what fell out, without what did not happen."""
        found = self._run(findings.statement()).to_pylist()
        return {row["finding"]: (row["n"], row["example"]) for row in found if row["n"]}

    def _run(self, sql: str) -> pa.Table:
        values = {
            "start_date": START,
            "end_date": END,
            "bookmakers": "|DraftKings|FanDuel|BetMGM|Caesars|",
        }
        used = {name: value for name, value in values.items() if f"@{name}" in sql}
        # two functions that are written otherwise in the embedded engine
        sql = to_duckdb(re.sub(r"NORMALIZE\((.*), NFD\)", r"NFD(\1)", sql))
        sql = sql.replace("SAFE.CAST(STRPTIME(", "CAST(TRY_STRPTIME(")
        return self.con.cursor().sql(sql, params=used).to_arrow_table()

    def _keep(self, name: str, rows: pa.Table) -> None:
        self.con.register("rows", rows)
        self.con.execute(f'CREATE TABLE "table:{name}" AS FROM rows')
        self.con.unregister("rows")


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def game(game_id: str, day: str, home: str = "BOS", away: str = "NYK", **more) -> dict:
    """A final game of the platform's schedule, 100-90 unless told otherwise."""
    return {
        "game_id": game_id, "game_date": dt.date.fromisoformat(day), "game_status": 3,
        "season_year": 2023, "home_team_tricode": home, "away_team_tricode": away,
        "home_team_score": 100, "away_team_score": 90, "processed_at": WRITTEN, **more,
    }  # fmt: skip


def listed(day: str, lookup: str, team: str = "BOS", status: str = "active", **more) -> dict:
    """A gamebook row; who played has a box of zeros and the values given."""
    box = dict.fromkeys(
        ("points", "field_goals_made", "field_goals_attempted", "three_pointers_made",
         "three_pointers_attempted", "free_throws_made", "free_throws_attempted",
         "offensive_rebounds", "defensive_rebounds", "assists", "steals", "blocks", "turnovers",
         "personal_fouls"),
        0 if status == "active" else None,
    )  # fmt: skip
    return {
        "game_date": dt.date.fromisoformat(day), "home_team_abbr": "BOS", "away_team_abbr": "NYK",
        "team_abbr": team, "player_name": lookup.title(), "player_lookup": lookup,
        "player_status": status, "processed_at": WRITTEN,
        "minutes_decimal": 20.0 if status == "active" else None,
        "name_resolution_status": "resolved" if status == "inactive" else "original",
        **box, **more,
    }  # fmt: skip


def event(day: str, number: int, name: str, team: str = "BOS", feet: float = 3, **more) -> dict:
    """A missed shot of the play-by-play unless `shot_made=True`."""
    return {
        "game_date": dt.date.fromisoformat(day), "home_team_abbr": "BOS", "away_team_abbr": "NYK",
        "event_id": str(number), "event_sequence": number, "event_type": "shot",
        "shot_made": False, "shot_type": "2PT", "shot_distance": feet, "player_1_name": name,
        "player_1_team_abbr": team, **more,
    }  # fmt: skip


def season(schedule=(), gamebook=(), events=(), **analytics) -> Season:
    """The statements over these rows; analytics: rows of a nba_analytics table by its name."""
    return Season({
        "nba_raw.nbac_schedule": list(schedule),
        "nba_raw.nbac_gamebook_player_stats": list(gamebook),
        "nba_raw.bigdataball_play_by_play": list(events),
        **{f"nba_analytics.{name}": rows for name, rows in analytics.items()},
    })  # fmt: skip

"""What a planted fault is tried on: a random league over two seasons, and what looks at it."""

import datetime as dt
from functools import cached_property
from pathlib import Path

import pandas as pd
from given.league import League, make_league
from given.phase3 import parsed
from nba_backfill import tables
from nba_backfill.checks import rows as audits
from nba_backfill.operator.audit import between_tables, point_in_time, source_in_time
from nba_backfill.phase3.build import build_phase3
from nba_backfill.plan.plan import make_plan
from nba_backfill.settings import Audit, load_settings
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.tables.statement import framed
from nba_backfill.warehouse.parquet import ParquetWarehouse
from reference.context import contexts
from reference.difference import differences
from reference.history import history
from reference.season import build_season
from reference.sources import read_files
from reference.tables import KEYS, all_tables

from planted_faults.fault import Fault, planted
from planted_faults.lines import expected_lines

YEAR = 2023
PHASE3 = ("nba_schedule", *tables.PHASE3)
PROCESSOR_OF = {processor.table: name for name, processor in PROCESSORS.items()}


def two_seasons(seed: int) -> League:
    """The same teams and players over a short season and, a month later, a longer one."""
    earlier, later = make_league(seed, 10, 24), make_league(seed, 10, 44)
    shift = min(later.games.game_date) - max(earlier.games.game_date) - dt.timedelta(days=30)
    frames = []
    for frame, next_frame in zip(earlier, later, strict=True):
        if frame is None or "game_id" not in frame:  # players belong to no season
            frames.append(next_frame)
            continue
        moved = frame.assign(game_id=frame.game_id.str[:3] + "22" + frame.game_id.str[5:])
        if "game_date" in moved:
            moved["game_date"] = [day + shift for day in moved.game_date]
        frames.append(pd.concat([moved, next_frame], ignore_index=True))
    return League(*frames)


def days_of(league: League, dates: tuple[dt.date, ...]) -> list[dt.date]:
    """An early date, a middle one, the last two, and those on which something special happens."""
    games = league.games[league.games.game_date.isin(dates)]
    kind = games.game_id.str[:3]
    cup_final = max(games[kind == "006"].game_date)
    listings = league.player_box.merge(games[["game_id", "game_date"]], on="game_id")
    listed_twice = max(listings[listings.duplicated(["player_id", "game_date"])].game_date)
    play_in = min(games[kind == "005"].game_date)
    played = listings.groupby(["game_date", "game_id"]).status.agg(lambda s: (s == "played").all())
    unknown_listing = max(played[played].index.get_level_values("game_date"))
    after_cup_final = min(day for day in dates if day > cup_final)
    special = {after_cup_final, listed_twice, unknown_listing, play_in}
    return sorted({dates[2], dates[12], *special, *dates[-2:]})


class Bench:
    """A league, its true tables in a warehouse, and the reference's rows for some dates."""

    def __init__(self, folder: Path, seed: int = 5):
        self.folder, self.league = folder, two_seasons(seed)
        source = self.league.write(folder / "source")
        config = {"phase3": "files", "source_dir": str(source)}
        config |= {"start_date": "2023-01-01", "end_date": "2024-06-30", "bootstrap_days": 0}
        self.settings = load_settings(config, folder, folder / "results")
        self.seasons = make_plan(self.settings).seasons
        self.days = days_of(self.league, self.seasons[YEAR].dates)
        # the first date alone, the others as part of one range
        self.ranges = [(self.days[0], self.days[0]), (self.days[1], self.days[-1])]
        self.warehouse = ParquetWarehouse(folder / "warehouse")
        build_phase3(self.settings, self.warehouse, lambda line: None)
        # a random league has minutes no real one has: what the audit says of it is no catch
        self.usual = {name: set(self.compute(self.warehouse, name)) for name in KEYS}

    @cached_property
    def season(self):
        return build_season(read_files(self.folder / "source"), YEAR)

    @cached_property
    def expected(self) -> dict:
        return {day: all_tables(self.season, day) for day in self.days}

    @cached_property
    def expected_context(self) -> dict:
        return {day: {row["player_lookup"]: row for row in self._context(day)} for day in self.days}

    def _context(self, day):
        lines = expected_lines(self.league, day)
        for row in contexts(self.season, history(self.season, day)):
            row = dict(row, home_game=row.pop("is_home"))
            row.pop("playoff_game")
            yield row | lines[row["game_id"], row["team_abbr"], row["universal_player_id"]]

    def compute(self, warehouse, name: str) -> list:
        """Publish the table's rows of all ranges; the findings of the row audit on the way."""
        contract, found = tables.table(name), []
        for start, end in self.ranges:
            staged = warehouse.stage(contract, framed(name), start, end)
            for some in audits.check_rows(warehouse, name, staged, start, end).values():
                found += [one for one in some if one.severity == audits.ERROR]
            days = [day for day in self.days if start <= day <= end]
            warehouse.publish(contract, staged, {day: {} for day in days})
            warehouse.drop(staged)
        return found

    def _audited(self, warehouse, name: str) -> bool:
        """Whether the row audit says anything new of the rows computed now."""
        return bool(set(self.compute(warehouse, name)) - self.usual[name])

    def catchers(self, fault: Fault, folder: Path) -> list[str]:
        """Names of the tests that see the fault in the rows it makes."""
        folder.mkdir(parents=True, exist_ok=True)
        with planted(fault, folder):
            if fault.file in KEYS:
                return self._phase4_catchers(fault, self._copy(folder, without=fault.file))
            return self._phase3_catchers(fault, ParquetWarehouse(folder / "warehouse"))

    def _copy(self, folder: Path, without: str) -> ParquetWarehouse:
        """A warehouse with the true Phase 3 tables and the true rows of the other tables."""
        root = folder / "warehouse"
        for name in (*PHASE3, *KEYS):
            if name != without:
                place = Path(tables.table(name).dataset) / name
                (root / place).parent.mkdir(parents=True, exist_ok=True)
                if not (root / place).exists():
                    (root / place).symlink_to(self.warehouse.root / place)
        return ParquetWarehouse(root)

    def _phase4_catchers(self, fault: Fault, warehouse) -> list[str]:
        caught = ["row audit"] if self._audited(warehouse, fault.file) else []
        if self._differs(warehouse, fault.file):
            caught.append("reference")
        if between_tables.check_context(warehouse, self.settings, self.ranges):
            caught.append("context audit")
        if between_tables.check_tables(warehouse, self.settings, self.ranges):
            caught.append("table audit")
        if fault.leaks and self._leaks(warehouse, PROCESSOR_OF[fault.file]):
            caught.append("point-in-time audit")
        return caught

    def _phase3_catchers(self, fault: Fault, warehouse) -> list[str]:
        caught = []
        build_phase3(self.settings, warehouse, lambda line: None)
        if self._context_differs(warehouse):
            caught.append("context reference")
        if fault.leaks and source_in_time.check_source_in_time(
            warehouse, self.settings, self.seasons, {YEAR: self.days[-1:]}
        ):
            caught.append("point-in-time audit")
        if not caught:
            for name in KEYS:
                caught += ["row audit"] * self._audited(warehouse, name)
                caught += ["reference"] * self._differs(warehouse, name)
        return sorted(set(caught))

    def _differs(self, warehouse, name: str) -> bool:
        for day in self.days:
            key, expected = tables.table(name).key[0], self.expected[day][name]
            rows = point_in_time.rows_of(warehouse, name, day).to_pylist()
            if len(rows) != len(expected) or differences(
                expected, {row[key]: parsed(row) for row in rows}
            ):
                return True
        return False

    def _context_differs(self, warehouse) -> bool:
        for day in self.days:
            expected = self.expected_context[day]
            rows = warehouse.query(
                "SELECT * FROM nba_analytics.upcoming_player_game_context"
                " WHERE game_date BETWEEN @start_date AND @end_date",
                day,
                day,
            ).to_pylist()
            columns = next(iter(expected.values()))
            actual = {row["player_lookup"]: {c: row[c] for c in columns} for row in rows}
            if len(rows) != len(expected) or differences(expected, actual):
                return True
        return False

    def _leaks(self, warehouse, processor: str) -> bool:
        needed = [n for n in PROCESSORS if n in {processor, *PROCESSORS[processor].upstream}]
        settings = self.settings.model_copy(
            update={"processors": tuple(needed), "audit": Audit(sample=2)}
        )
        found = point_in_time.check_in_time(warehouse, settings, self.seasons, set(self.days[-2:]))
        return any(problem.rule == "leak" for problem in found)

"""A random walk of what happens to a backfill, and what must hold after each plain run.

The source is corrected, games are added, removed and moved to another date; runs fill a part of
it, fail, are killed, have the source replaced under them; sentinels, partitions, Phase 3 files and
`.snakemake` disappear, times are moved. A plain run that ends with exit code 0 leaves nothing
stale: `status`, `-n` and `audit` agree, and sentinels and partitions are byte-identical to those
of a build from nothing.
"""

import datetime as dt
import json
import os
import random
import shutil
import signal
import time
from contextlib import chdir, suppress
from pathlib import Path

import pandas as pd
from nba_backfill.operator import audit, status
from nba_backfill.phase3.build import build_phase3
from nba_backfill.plan.plan import make_plan
from nba_backfill.results import manifest_file
from nba_backfill.settings import load_settings
from nba_backfill.warehouse import open_warehouse

from given.league import League
from given.phase4 import Filled, fill
from given.run import PROCESSORS, environment
from given.snakemake_server import Server

SOURCE_FILES = ("games", "player_box", "shots", "odds")
OLD = time.mktime((2020, 1, 1, 0, 0, 0, 0, 0, 0))


class Wrong(AssertionError):
    """An invariant that does not hold, with the steps that led there."""


class Walk:
    """A backfill in `folder` (a checkout with `league` in `source/`) and what happens to it."""

    def __init__(self, server: Server, folder: Path, league: League, seed: int, **config):
        """seed: of what happens; the first run fills everything."""
        self.server, self.folder, self.seed = server, folder, seed
        self.random = random.Random(seed)
        self.whole = {name: getattr(league, name) for name in SOURCE_FILES}
        self.hidden: set[str] = set()  # games taken out of the source
        self.moved: dict[str, dt.date] = {}  # games on another date
        self.config = {"phase3": "files", "source_dir": "source", "remove_dates": 99, **config}
        self.told: list[str] = []
        self.plain_runs = 0
        self.reference: tuple[str, dict] = ("", {})
        self.hidden.update(sorted(league.games.game_id)[-2:])
        self.write_source()

    # -- the walk

    def step(self) -> None:
        """One thing that happens; one in ten is a plain run with its checks."""
        kinds = [self.change, self.damage, self.run_a_part, self.plain_run]
        (happen,) = self.random.choices(kinds, [5, 3, 1, 1])
        try:
            happen()
        except Wrong:
            raise
        except Exception as error:
            raise Wrong(self.story(f"{type(error).__name__}: {error}")) from error

    def story(self, what: str) -> str:
        return "\n".join([f"seed {self.seed}:", *self.told[-25:], what])

    def tell(self, what: str) -> None:
        self.told.append(f"{len(self.told) + 1:4} {what}")

    # -- the source

    def change(self) -> None:
        self.random.choice([self.correct, self.correct, self.hide, self.show, self.move])()

    def correct(self) -> None:
        """One number of one file is another."""
        name, column = self.random.choice(
            [("player_box", "oreb"), ("player_box", "minutes"), ("shots", "distance_ft"),
             ("odds", "total")]
        )  # fmt: skip
        frame = self.whole[name].copy()
        rows = frame.index[(frame.status == "played")] if name == "player_box" else frame.index
        at = self.random.choice(list(rows))
        least = 200 if name == "odds" else 1
        frame.loc[at, column] = least + self.random.randint(0, 6)
        self.whole[name] = frame
        self.tell(f"correct {name}.{column} of game {frame.loc[at, 'game_id']}")
        self.write_source()

    def hide(self) -> None:
        shown = sorted(set(self.whole["games"].game_id) - self.hidden)
        if len(self.hidden) < 5:
            game = self.random.choice(shown[2:])
            self.hidden.add(game)
            self.tell(f"remove game {game}")
            self.write_source()

    def show(self) -> None:
        """A removed game comes back, where both teams are free."""
        if not self.hidden:
            return
        game = self.random.choice(sorted(self.hidden))
        own = self.placed().set_index("game_id").loc[game]
        others = self.games()[self.games().game_date == own.game_date]
        if {own.home_abbr, own.away_abbr}.isdisjoint({*others.home_abbr, *others.away_abbr}):
            self.hidden.remove(game)
            self.tell(f"add game {game}")
            self.write_source()

    def move(self) -> None:
        """A game moves to another date, or back, where both teams are free."""
        games = self.games()
        game = games.loc[self.random.choice(list(games.index[2:]))]
        own = self.whole["games"].set_index("game_id").game_date[game.game_id]
        days = sorted(set(self.whole["games"].game_date))
        near = {day + dt.timedelta(days=n) for day in days[2:] for n in (0, 1)} | {own}
        teams = {game.home_abbr, game.away_abbr}
        busy = games[games.home_abbr.isin(teams) | games.away_abbr.isin(teams)].game_date
        free = sorted(near - set(busy))
        if free:
            self.moved[game.game_id] = day = self.random.choice(free)
            self.tell(f"move game {game.game_id} from {game.game_date} to {day}")
            self.write_source()

    def games(self) -> pd.DataFrame:
        games = self.placed()
        return games[~games.game_id.isin(self.hidden)].reset_index(drop=True)

    def placed(self) -> pd.DataFrame:
        """All games on the dates they are moved to, hidden ones included."""
        games = self.whole["games"]
        dates = [self.moved.get(g, d) for g, d in zip(games.game_id, games.game_date, strict=True)]
        return games.assign(game_date=dates)

    def write_source(self, only: str | None = None) -> None:
        """Replace the source's files, with times that may say nothing."""
        for name, frame in self.whole.items():
            if only in (None, name):
                shown = frame[~frame.game_id.isin(self.hidden)]
                file = self.folder / "source" / f"{name}.parquet"
                draft = file.with_name(f".new-{name}")
                (self.games() if name == "games" else shown).to_parquet(draft, index=False)
                if self.random.random() < 0.5:
                    draft.replace(file)  # another inode
                else:
                    file.write_bytes(draft.read_bytes())
                    draft.unlink()
                if self.random.random() < 0.5:
                    when = self.random.choice([OLD, time.time() - 50, time.time() + 5000])
                    os.utime(file, (when, when))

    # -- runs

    def command(self, *arguments: str, **config) -> list[str]:
        given = [f"{key}={value}" for key, value in {**self.config, **config}.items()]
        return ["--cores", "2", *arguments, "--config", *given]

    def snakemake(self, *arguments: str, **config) -> tuple[int, str]:
        output = self.folder / "output.txt"
        return self.server.run(
            self.folder, self.command(*arguments, **config), environment(), output
        )

    def filled_dates(self) -> list[dt.date]:
        with chdir(self.folder):
            return list(make_plan(self.settings()).dates)

    def run_a_part(self) -> None:
        self.random.choice(
            [self.run_processors, self.run_dates, self.run_one, self.run_until, self.run_failing,
             self.run_killed, self.run_replaced]
        )()  # fmt: skip

    def run_processors(self) -> None:
        names = ",".join(self.random.sample(PROCESSORS, 2))
        self.tell(f"processors={names}: exit {self.snakemake(processors=names)[0]}")

    def run_dates(self) -> None:
        days = self.filled_dates()
        days = ",".join(map(str, self.random.sample(days, min(2, len(days)))))
        self.tell(f"dates={days}: exit {self.snakemake(dates=days)[0]}")

    def run_one(self) -> None:
        name, day = self.random.choice(PROCESSORS), self.random.choice(self.filled_dates())
        file = f"results/sentinels/{name}/{day}.json"
        self.tell(f"{file}: exit {self.snakemake(file)[0]}")

    def run_until(self) -> None:
        name = self.random.choice(PROCESSORS)
        self.tell(f"--until {name}: exit {self.snakemake('--until', name)[0]}")

    def run_failing(self) -> None:
        """A file lies where a partition must go; a run fails there if it makes the partition."""
        folder = self.random.choice(self.partitions() or [None])
        if folder is None:
            return
        shutil.rmtree(folder)
        folder.write_text("in the way")
        code, _ = self.snakemake()
        folder.unlink()
        self.tell(f"a file in place of {folder.name}: exit {code}")

    def run_killed(self) -> None:
        pid = self.server.start(
            self.folder, self.command(), environment(), self.folder / "output.txt"
        )
        pause = self.random.choice([0.3, 0.8, 1.5, 2.5, 4]) * self.random.random() * 2
        time.sleep(pause)
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        self.tell(f"a run killed after {pause:.1f} s: exit {self.server.end()}")

    def run_replaced(self) -> None:
        """The source is corrected while a run is under way."""
        self.correct()
        self.server.start(self.folder, self.command(), environment(), self.folder / "output.txt")
        time.sleep(self.random.random() * 3)
        self.tell("while a run is under way:")
        self.correct()
        self.tell(f"its exit {self.server.end()}")

    # -- damage

    def partitions(self) -> list[Path]:
        return sorted(self.folder.glob("results/warehouse/nba_pre*/*/*=*"))

    def damage(self) -> None:
        kind = self.random.choice(
            ["sentinels", "partitions", "phase3", ".snakemake", "times", "manifest", "cut", "half"]
        )
        self.tell(f"damage: {kind}")
        sentinels = sorted(self.folder.glob("results/sentinels/*/*.json"))
        tables = sorted(self.folder.glob("results/warehouse/nba_*/*/**/data.parquet"))
        some = self.random.sample(sentinels, min(3, len(sentinels)))
        if kind == "sentinels":
            for file in some:
                file.unlink()
        elif kind == "partitions":
            for folder in self.random.sample(self.partitions(), min(3, len(self.partitions()))):
                shutil.rmtree(folder)
        elif kind == "phase3":
            for file in self.random.sample(tables, min(2, len(tables))):
                if "nba_analytics" in str(file) or "nba_reference" in str(file):
                    file.unlink()
        elif kind == ".snakemake":
            shutil.rmtree(self.folder / ".snakemake", ignore_errors=True)
        elif kind == "times":
            for file in [*some, *self.random.sample(tables, min(3, len(tables)))]:
                os.utime(file, (when := self.random.choice([OLD, time.time() + 900]), when))
        elif kind == "manifest":
            (self.folder / "results/sentinels/phase3.json").unlink(missing_ok=True)
        elif kind == "cut":
            for file in some:
                file.write_bytes(file.read_bytes()[: self.random.choice([0, 40])])
        else:
            for file in self.random.sample(tables, min(2, len(tables))):
                size = file.stat().st_size
                os.truncate(file, self.random.choice([0, size // 2]))

    # -- what must hold

    def settings(self, results: Path = Path("results")):
        return load_settings({**self.config, "audit": {"sample": 0}}, self.folder, results)

    def plain_run(self) -> None:
        code, output = self.snakemake()
        self.tell(f"plain run: exit {code}")
        if code:
            raise Wrong(self.story(output[-3000:]))
        self.plain_runs += 1
        self.check()

    def check(self) -> None:
        with chdir(self.folder):
            found = status.collect(make_plan(self.settings()))
            states = {name: sum(row[name] for row in found["seasons"])
                      for name in ("stale", "failed", "blocked", "missing")}  # fmt: skip
            problems = audit.examine(make_plan(self.settings())).errors
        self.hold(not any(states.values()), f"status: {states} {found['stale']}")
        self.hold(not found["vanished_dates"], f"status: vanished {found['vanished_dates']}")
        self.hold(not problems, f"audit: {[problem.detail for problem in problems][:5]}")
        _, output = self.snakemake("-n")
        self.hold("Nothing to do: all" in output, f"-n: {output[-2000:]}")
        whole, now = self.from_nothing(), content(self.folder / "results")
        differ = sorted(name for name in {*whole, *now} if whole.get(name) != now.get(name))
        self.hold(not differ, f"not as from nothing: {len(differ)} files, {differ[:5]}")

    def hold(self, is_right: bool, what: str) -> None:
        if not is_right:
            raise Wrong(self.story(what))

    def from_nothing(self) -> dict[str, bytes]:
        """Sentinels and tables of a build of the present source in an empty folder."""
        folder = self.folder.parent / f"{self.folder.name}-from-nothing"
        source = {f.name: f.read_bytes() for f in (self.folder / "source").glob("*.parquet")}
        key = str(hash(tuple(sorted(source.items()))))
        if self.reference[0] != key:
            shutil.rmtree(folder, ignore_errors=True)
            with chdir(self.folder):
                settings = self.settings(folder)
                build_phase3(settings, open_warehouse(settings), str).write(manifest_file(folder))
                fill(Filled(settings))
            self.reference = key, content(folder)
        return self.reference[1]


def content(results: Path) -> dict[str, bytes]:
    """Bytes of every sentinel, partition and Phase 3 file by its path."""
    files = [*results.glob("sentinels/*/[!.]*.json"), *results.rglob("warehouse/**/data.parquet")]
    found = {str(file.relative_to(results)): file.read_bytes() for file in files}
    manifest = json.loads((results / "sentinels/phase3.json").read_text())
    return {**found, "manifest": json.dumps(manifest, sort_keys=True).encode()}

"""Time of a backfill of three real seasons beside what it cannot do without.

    python tests/benchmarks/run_time.py [--start 2021-10-19] [--end 2024-06-17]

Measured on 2 cores, Phase 3 built before: the backfill; (a) as many empty Snakemake jobs with the
same profile; (b) the five queries over the whole range, season by season, with their files, without
Snakemake, audits and sentinels. The aim is at most 2 x (a) + (b), and under 1.5 GB.
"""

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from workflow_copy import REAL_DATA, ROOT, Measured, command, copy_workflow

EMPTY_JOBS = """
DATES = [f"{{n:05d}}" for n in range({dates})]
RULES = ["one", "two", "three", "four", "five"]


rule all:
    default_target: True
    input:
        expand("results/{{rule}}/{{date}}", rule=RULES, date=DATES),


rule one:
    output:
        "results/one/{{date}}",
    run:
        Path(output[0]).touch()


rule two:
    output:
        "results/two/{{date}}",
    run:
        Path(output[0]).touch()


rule three:
    input:
        "results/one/{{date}}",
        "results/two/{{date}}",
    output:
        "results/three/{{date}}",
    run:
        Path(output[0]).touch()


rule four:
    input:
        "results/two/{{date}}",
        "results/three/{{date}}",
    output:
        "results/four/{{date}}",
    run:
        Path(output[0]).touch()


rule five:
    input:
        "results/one/{{date}}",
        "results/two/{{date}}",
        "results/three/{{date}}",
        "results/four/{{date}}",
    output:
        "results/five/{{date}}",
    run:
        Path(output[0]).touch()
"""

QUERIES = """
import sys
from pathlib import Path
sys.path.insert(0, "scripts")
from nba_backfill import tables
from nba_backfill.plan.plan import make_plan
from nba_backfill.settings import load_settings
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.tables.statement import framed
from nba_backfill.warehouse import open_warehouse

plan = make_plan(load_settings({config!r}, Path.cwd()))
warehouse = open_warehouse(plan.settings)
for processor in PROCESSORS.values():
    table = tables.table(processor.table)
    for season in plan.seasons.values():
        dates = [date for date in plan.dates if date in season.dates]
        if dates:
            rows = warehouse.stage(table, framed(table.name), dates[0], dates[-1])
            warehouse.publish(table, rows, dict.fromkeys(dates, {{}}))
            warehouse.drop(rows)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--source", type=Path, default=REAL_DATA)
    parser.add_argument("--start", default="2021-10-19")
    parser.add_argument("--end", default="2024-06-17")
    given = parser.parse_args()
    config = {
        "phase3": "files",
        "source_dir": str(given.source.resolve()),
        "start_date": given.start,
        "end_date": given.end,
    }
    with tempfile.TemporaryDirectory() as scratch:
        measure(Path(scratch), config)


def measure(scratch: Path, config: dict) -> None:
    folder = copy_workflow(scratch / "backfill")
    print(f"Phase 3: {Measured(command('phase3', **config), folder)}")
    shutil.copytree(folder, scratch / "queries")

    backfill = Measured(command(**config), folder)
    record = json.loads(newest(folder, "*.json").read_text())
    steps = sum(record["planned"].values())
    rate = record["rows"] / backfill.wall
    print(
        f"backfill: {backfill}, {steps} steps, {record['rows']:,} rows ({rate:,.0f}/s), "
        f"statements {record['statements']}, peak {record['peak_memory_mb']} MB"
    )
    busy = sum(step["seconds"] for step in step_lines(folder))
    print(f"  inside the steps: {busy:.1f} s over 2 cores, waiting for shared statements included")
    print(f"  -n: {Measured(command('-n', **config), folder)}")
    print(f"  nothing to do: {Measured(command(**config), folder)}")

    empty = scratch / "empty"
    empty.mkdir()
    shutil.copytree(ROOT / "profiles", empty / "profiles")
    (empty / "Snakefile").write_text(EMPTY_JOBS.format(dates=steps // 5))
    a = Measured(command(), empty)
    print(f"(a) {steps} empty jobs: {a}")
    print(f"  -n: {Measured(command('-n'), empty)}")

    b = Measured([sys.executable, "-c", QUERIES.format(config=config)], scratch / "queries")
    print(f"(b) five queries and their files: {b}")
    for unit, of in (("seconds", "wall"), ("CPU seconds", "cpu")):
        whole, bound = getattr(backfill, of), 2 * getattr(a, of) + getattr(b, of)
        print(
            f"backfill / (2 x (a) + (b)) = {whole:.1f} / {bound:.1f} = {whole / bound:.2f} {unit}"
        )


def step_lines(folder: Path) -> list[dict]:
    return [json.loads(line) for line in newest(folder, "*.jsonl").read_text().splitlines()]


def newest(folder: Path, pattern: str) -> Path:
    return max((folder / "results/runs").glob(pattern))


if __name__ == "__main__":
    main()

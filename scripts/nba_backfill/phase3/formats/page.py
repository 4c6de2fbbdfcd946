"""docs/formats.md, made from the format.yaml files."""

from __future__ import annotations

from nba_backfill.phase3.formats.description import RELATIONS, Dataset, Format, formats

INTRODUCTION = """# Formats of source files

`phase3=files source_dir=<folder>` reads a folder in the project's own form
([phase3.md](phase3.md)) or in one of the formats of this page. What a file is, is told by its
columns: its name, the order and case of the columns and further columns do not matter. CSV (also
`.csv.gz`), Parquet and JSON are read, in any number of files and folders; several formats may lie
in one folder.

    snakemake source --config source_dir=/data/nba        # what is in there, what is not
    snakemake --cores 2 --config phase3=files source_dir=/data/nba

`source` prints which file is what, what is derived, what is unknown, and which file is not used
and why. Files of another format are brought into the own form in `results/source/`, once for as
long as they stay as they are; `coverage.json` there says the same as `source`.
`source_format=<name>` takes the files for those of one format; `auto` is the default.

What no file says is NULL in every table, with its reason; nothing is guessed. Games and players are
joined by id, lines and ESPN's games by US date and teams, names within one game only. What joins
nothing is counted and named by `source`.

## What a format gives

Given, *derived* or - (unknown). Files of several formats complete each other: birth dates of
eoinamoore beside box scores of nba_api, lines of any kind beside both.

"""

NEWCOMER = """## From nba_api to features

`pip install nba_api`, then save what the endpoints answer, as JSON or as data frames, under any
names. One season, with a pause between calls (about 3,700 calls; `source` tells at any time how
far it is):

```python
import json, pathlib, time
from nba_api.stats.endpoints import (
    boxscoresummaryv3,
    boxscoretraditionalv3,
    commonteamroster,
    leaguegamelog,
    playbyplayv3,
)

folder = pathlib.Path("/data/nba")
folder.mkdir(exist_ok=True)


def save(name, call, **what):
    file = folder / f"{name}.json"
    if not file.exists():
        file.write_text(call(**what).get_json())
        time.sleep(0.6)
    return json.loads(file.read_text())


games, teams = set(), set()
for kind in ("Regular Season", "PlayIn", "IST", "Playoffs"):
    log = save(
        f"games_{kind}", leaguegamelog.LeagueGameLog, season="2024-25", season_type_all_star=kind
    )["resultSets"][0]
    games |= {row[log["headers"].index("GAME_ID")] for row in log["rowSet"]}
    teams |= {row[log["headers"].index("TEAM_ID")] for row in log["rowSet"]}
for game in sorted(games):
    save(f"box_{game}", boxscoretraditionalv3.BoxScoreTraditionalV3, game_id=game)
    save(f"summary_{game}", boxscoresummaryv3.BoxScoreSummaryV3, game_id=game)  # who was inactive
    save(f"plays_{game}", playbyplayv3.PlayByPlayV3, game_id=game)  # zones and assists
for team in teams:
    save(
        f"roster_{team}",
        commonteamroster.CommonTeamRoster,  # birth dates
        team_id=team,
        season="2024-25",
    )
```

    snakemake source --config source_dir=/data/nba
    snakemake --cores 2 --config phase3=files source_dir=/data/nba \\
        start_date=2024-10-22 end_date=2025-06-22

Without the summaries nobody is known to be inactive, without the plays there are no zones, without
rosters no ages; everything else is there. Betting lines come from elsewhere, see [odds](#odds).

"""

ADDING = """## How to add one

1. A folder `scripts/nba_backfill/phase3/formats/<name>/` and its name in `ORDER` of
   `description.py`.
2. `format.yaml`: `columns` (our name: the spellings), `datasets` (one a kind of file: the columns
   it needs, `a|b` for one of two; those it may have; those it never has; which relations it
   `tells`), `relations` (what is given, derived and not provided), `traps`.
3. One `<relation>.sql` for `games`, `player_box`, `shots`, `players`, `odds`, `props`, as far as
   the format has them: a DuckDB statement over tables named as the datasets, all columns text,
   that gives the columns of the own form. `macros.sql` beside has what the others use: `game_id10`,
   `us_date`, `minutes_of`, `feet`, `team_of`. Relations made before (`games`, `player_box`) can be
   joined.
4. A writer in `tests/given/formats.py`, a round trip and a test of each trap in
   `tests/phase3/formats/`.
5. This page: `PYTHONPATH=scripts python -m nba_backfill.pages`.
"""


def page() -> str:
    """The page in Markdown."""
    return "".join(
        [
            INTRODUCTION,
            _overview(),
            NEWCOMER,
            *(_chapter(format_) for format_ in formats().values()),
            ADDING,
        ]
    )


def _overview() -> str:
    head = f"| format | {' | '.join(RELATIONS)} |\n|{'---|' * (len(RELATIONS) + 1)}\n"
    rows = (
        f"| [{format_.name}](#{format_.name}) "
        f"| {' | '.join(_state(format_, relation) for relation in RELATIONS)} |\n"
        for format_ in formats().values()
    )
    return f"{head}{''.join(rows)}\n"


def _state(format_: Format, relation: str) -> str:
    told = format_.relations.get(relation, {})
    if told.get("given"):
        return "given"
    return "*derived*" if told.get("derived") else "-"


def _chapter(format_: Format) -> str:
    lines = [f"## {format_.title}\n", format_.about.strip() + "\n", _datasets(format_)]
    lines += [_relation(name, format_.relations.get(name, {})) for name in RELATIONS]
    lines += ["\nTraps that are taken care of:\n", *(f"- {trap}" for trap in format_.traps), "\n"]
    return "\n".join(lines)


def _datasets(format_: Format) -> str:
    rows = [
        f"| {dataset.title} | {', '.join(dataset.relations)} | {_needs(dataset)} |"
        for dataset in format_.datasets.values()
    ]
    return "\n".join(
        ["| kind of file | tells | columns it is known by |", "|---|---|---|", *rows, ""]
    )


def _needs(dataset: Dataset) -> str:
    return ", ".join(
        " or ".join(f"`{dataset.spelled(name)}`" for name in group) for group in dataset.needs
    )


def _relation(name: str, told: dict) -> str:
    lines = [f"**{name}**" + (f": given {', '.join(told['given'])}" if told.get("given") else "")]
    lines += [f"- {what}: *derived*, {how}" for what, how in told.get("derived", {}).items()]
    lines += [f"- {what}: unknown, {why}" for what, why in told.get("not_provided", {}).items()]
    return "\n".join(lines) + "\n"

"""Whatever a power cut leaves: no sentinel and no manifest without the rows it speaks of.

The order of writes, names and flushes of whole fills is recorded and judged after every event.
"""

import datetime as dt
import io
import json
from functools import cache
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from given.league import make_league
from given.phase4 import Filled, fill, prepare
from given.power_cut import ABSENT, TORN, Disk, Event, recorded, standing, unsupported
from nba_backfill import tables
from nba_backfill.phase3.build import build_phase3
from nba_backfill.phase3.manifest import Manifest
from nba_backfill.results import manifest_file
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.warehouse import open_warehouse


@cache
def noted(content: bytes) -> str:
    """The note in the footer of a Parquet file."""
    return pq.read_metadata(io.BytesIO(content)).metadata.get(b"nba_backfill", b"").decode()


def spoken_of(filled: Filled, events: list[Event]):
    """`speaks_of` of `unsupported`: right are the rows with the speaker's note, or later ones."""
    root, sentinels = filled.settings.parquet_root, filled.settings.results / "sentinels"
    written = [event.content for event in events if event.kind == "write"]

    def right(note: str):
        versions = [
            number
            for number, content in enumerate(written)
            if content[:4] == b"PAR1" and noted(content) == note
        ]
        return lambda content: noted(content) == note or written.index(content) > max(versions)

    @cache
    def speaks_of(path: str, content: bytes):
        file = Path(path)
        if file.name.startswith(".") or sentinels not in file.parents or file.suffix != ".json":
            return None
        if not content:
            return {}
        told = json.loads(content)
        if file.name == "phase3.json":
            notes = {}
            for name, held in Manifest._of(told).tables.items():
                folder = root / tables.table(name).dataset / name
                seasons = [folder / f"season_year={year}" for year in held.seasons]
                for place in seasons if tables.table(name).partition else [folder]:
                    notes[str(place / "data.parquet")] = right(held.note)
            return notes
        table = tables.table(PROCESSORS[told["processor"]].table)
        day = dt.date.fromisoformat(told["date"])
        partition = filled.partition(table.name, day, table.partition)
        return {str(partition): right(json.dumps(told, sort_keys=True))}

    return speaks_of


@pytest.fixture(scope="module")
def first_fill(tmp_path_factory):
    """(backfill, events before, events) of Phase 3 and three dates in an empty folder."""
    folder = tmp_path_factory.mktemp("first")
    league = make_league(4, teams=6, dates=9, roster=9)
    with pytest.MonkeyPatch.context() as patch, recorded(patch, folder) as events:
        filled = prepare(league, folder, bootstrap_days=3)
        fill(filled, filled.dates[-3:])
    return filled, [], events


@pytest.fixture(scope="module")
def second_fill(first_fill):
    """(backfill, events before, events) of the same after a correction of the source."""
    filled, *_ = first_fill
    settings = filled.settings
    folder = settings.results.parent
    before = standing(folder)
    box = pd.read_parquet(file := settings.source_dir / "player_box.parquet")
    box.loc[box.index[box.status == "played"][0], "oreb"] += 1
    box.to_parquet(file)
    with pytest.MonkeyPatch.context() as patch, recorded(patch, folder) as events:
        manifest = build_phase3(settings, open_warehouse(settings), lambda line: None)
        manifest.write(manifest_file(settings.results))
        fill(filled, filled.dates[-3:])
    return filled, before, events


@pytest.mark.parametrize("which", ["first_fill", "second_fill"])
def test_no_cut_leaves_a_sentinel_without_its_rows(which, request):
    filled, before, events = request.getfixturevalue(which)
    renamed = [event.to for event in events if event.kind == "rename"]
    assert len([path for path in renamed if "/sentinels/" in path]) == 3 * len(PROCESSORS) + 1
    assert unsupported(events, spoken_of(filled, before + events), before) == []


@pytest.mark.parametrize("lost", ["all", "files", "folders"])
@pytest.mark.parametrize("which", ["first_fill", "second_fill"])
def test_without_its_flushes_the_same_order_is_found_wrong(which, lost, request):
    """The control: had the program not waited, the judge of the order would tell."""
    filled, before, events = request.getfixturevalue(which)

    def is_lost(event: Event) -> bool:
        is_file = event.path.endswith("data.parquet")
        return event.kind == "flush" and (lost == "all" or (lost == "files") == is_file)

    kept = [event for event in events if not is_lost(event)]
    assert len(unsupported(kept, spoken_of(filled, before + events), before)) >= 3


def test_a_sentinel_before_its_rows_is_found_wrong():
    def speaks_of(path, content):
        return {"/r/rows": lambda rows: rows == content} if path == "/r/sentinel" else None

    rows = [Event("write", "/r/.rows", content=b"1"), Event("flush", "/r/.rows"),
            Event("rename", "/r/.rows", "/r/rows"), Event("flush", "/r")]  # fmt: skip
    sentinel = [Event("write", "/r/.s", content=b"1"), Event("rename", "/r/.s", "/r/sentinel")]
    assert unsupported(rows + sentinel, speaks_of) == []
    assert unsupported(sentinel + rows, speaks_of) == [
        "/r/sentinel: /r/rows is absent after rename 1"
    ]


def test_what_a_disk_may_hold():
    disk = Disk()
    disk.take(Event("mkdir", "/r/new"))
    disk.take(Event("write", "/r/new/a", content=b"1"))
    assert disk.may_be("/r/new/a") == {ABSENT, TORN, b"1"}
    disk.take(Event("flush", "/r/new/a"))
    assert disk.may_be("/r/new/a") == {ABSENT, b"1"}
    disk.take(Event("flush", "/r/new"))
    assert disk.may_be("/r/new/a") == {ABSENT, b"1"}  # its folder may be absent
    disk.take(Event("flush", "/r"))
    assert disk.may_be("/r/new/a") == {b"1"}
    disk.take(Event("write", "/r/new/b", content=b"2"))
    disk.take(Event("rename", "/r/new/b", "/r/new/a"))
    assert disk.may_be("/r/new/a") == {b"1", TORN, b"2"}
    disk.take(Event("flush", "/r/new"))
    assert disk.may_be("/r/new/a") == {TORN, b"2"}
    disk.take(Event("remove", "/r/new/a"))
    assert disk.may_be("/r/new/a") == {TORN, b"2", ABSENT}

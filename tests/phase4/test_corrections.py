"""A run over a corrected source tells which rows and columns of which partitions really changed."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from given.league import make_league
from given.phase4 import Filled, fill, prepare
from nba_backfill import tables
from nba_backfill.phase3.build import build_phase3
from nba_backfill.phase4 import corrections
from nba_backfill.phase4.record import read_steps
from nba_backfill.results import manifest_file, steps_files
from nba_backfill.tables.processors import PROCESSORS

LEAGUE = make_league(19, teams=8, dates=13, roster=13)
GAMES = LEAGUE.games
CORRECTED = str(LEAGUE.dates[-5])
PSZA, PDC = "player_shot_zone_analysis", "player_daily_cache"


@pytest.fixture(scope="module")
def filled_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corrections") / "nba"
    filled = prepare(LEAGUE, folder, bootstrap_days=5)
    fill(filled)
    return filled


class Corrected:
    """A filled league before and after one value of its source was corrected."""

    def __init__(self, filled_once: Filled, folder: Path, change: Callable):
        """change(name, frame) changes the frame of a source file in place, or not."""
        once = filled_once.settings
        shutil.copytree(once.results.parent, folder)
        moved = filled_once.moved(folder / "results").settings
        self.filled = Filled(moved.model_copy(update={"source_dir": folder / "source"}))
        self.old, self.old_rows = content(self.filled), rows(self.filled)
        for file in (folder / "source").glob("*.parquet"):
            frame = pd.read_parquet(file)
            change(file.stem, frame)
            frame.to_parquet(file, index=False)
        settings = self.filled.settings
        manifest = build_phase3(settings, self.filled.warehouse, lambda line: None)
        manifest.write(manifest_file(settings.results))
        fill(self.filled)
        self.steps = read_steps(steps_files(settings.results)[-1])
        self.new, self.new_rows = content(self.filled), rows(self.filled)


def rebounds(at: str):
    """Nine offensive rebounds in three minutes for the first player of a game of this date."""

    def change(name: str, frame: pd.DataFrame) -> None:
        if name == "player_box":
            game = frame.game_id.isin(GAMES[GAMES.game_date.astype(str) == at].game_id)
            frame.loc[frame.index[game & (frame.status == "played")][0], ["oreb", "minutes"]] = 9, 3

    return change


@pytest.fixture(scope="module")
def corrected(filled_once, tmp_path_factory) -> Corrected:
    return Corrected(filled_once, tmp_path_factory.mktemp("one") / "nba", rebounds(CORRECTED))


def rows(filled: Filled) -> dict[tuple[str, str], pd.DataFrame]:
    """The rows of every partition by key."""
    found = {}
    for name, processor in PROCESSORS.items():
        table = tables.table(processor.table)
        folder = filled.settings.parquet_root / table.dataset / table.name
        for file in folder.glob("*/data.parquet"):
            frame = pd.read_parquet(file)
            found[name, file.parent.name[-10:]] = frame.set_index(table.key[0]).sort_index()
    return found


def expected(old: pd.DataFrame, new: pd.DataFrame) -> dict:
    """What the statement has to tell of a date, by pandas."""
    both = old.index.intersection(new.index)
    differ = {
        name: sum(map(is_other, old.loc[both, name], new.loc[both, name]))
        for name in old.columns.difference(["data_hash", "features"])
    }
    changed = [
        any(is_other(old.at[key, name], new.at[key, name]) for name in differ) for key in both
    ]
    return {
        "of": len(old),
        "added": len(new.index.difference(old.index)),
        "removed": len(old.index.difference(new.index)),
        "changed": sum(changed),
        "columns": {name: count for name, count in differ.items() if count},
    }


def is_other(old, new) -> bool:
    if isinstance(old, np.ndarray):
        return list(old) != list(new)
    if pd.isna(old) or pd.isna(new):
        return pd.isna(old) != pd.isna(new)
    if isinstance(old, float):
        return np.floor(old * 1e6 + 0.5) != np.floor(new * 1e6 + 0.5)
    return old != new


def content(filled: Filled) -> dict[str, bytes]:
    """Sentinels and partitions by path."""
    results = filled.settings.results
    files = [*results.glob("sentinels/*/*.json"), *results.glob("warehouse/nba_pre*/*/*/*.parquet")]
    return {str(file.relative_to(results)): file.read_bytes() for file in files}


def name_date(name: str) -> str:
    """The date in the path of a sentinel or a partition."""
    return re.search(r"\d{4}-\d\d-\d\d", name)[0]


def pages(partition: bytes) -> bytes:
    """A Parquet file without its footer, which holds the note of what the rows are made from."""
    footer = int.from_bytes(partition[-8:-4], "little")
    return partition[: -8 - footer]


def test_every_date_is_told_as_pandas_sees_it(corrected):
    told = {
        (s["processor"], s["date"]): s["correction"]
        for s in corrected.steps
        if s["state"] == "done"
    }
    whole = {key: expected(old, corrected.new_rows[key]) for key, old in corrected.old_rows.items()}
    assert told == {key: whole[key] for key in told}
    assert sum(one["changed"] for one in told.values()) > 10
    assert {key for key, one in whole.items() if one["changed"]} <= set(told)


def test_the_sums_of_a_run(corrected):
    found = corrections.summed(corrected.steps)

    zones, cache = found[PSZA], found[PDC]
    assert (zones["replaced"], zones["partitions"], zones["first"]) == (4, 0, None)
    assert 0 < cache["partitions"] < cache["replaced"] == 4
    of_cache = [
        step
        for step in corrected.steps
        if step["processor"] == PDC and step.get("correction", {}).get("changed")
    ]
    assert [cache["first"], cache["last"]] == [of_cache[0]["date"], of_cache[-1]["date"]]
    assert cache["changed"] == sum(step["correction"]["changed"] for step in of_cache)
    assert max(cache["columns"].values()) == cache["changed"]


def test_the_lines_name_the_columns_changed_most(corrected):
    found = corrections.summed(corrected.steps)

    (line,) = (line for line in corrections.lines(found) if line.startswith(PDC))
    cache = found[PDC]
    first = min(cache["columns"], key=lambda name: (-cache["columns"][name], name))
    assert f": {cache['changed']} of {cache['of']} rows changed: {first} (" in line
    assert line.endswith(f" and {len(cache['columns']) - 3} more columns")
    assert not [line for line in corrections.lines(found) if line.startswith(PSZA)]


def test_columns_are_named_in_any_order_of_theirs():
    counts = {"a": 1, "b": 20, "c": 3, "d": 3, "e": 1}
    assert corrections.named(counts) == "b (20), c (3), d (3) and 2 more columns"
    assert corrections.named({"a": 1, "b": 2}) == "b (2), a (1)"


def test_a_first_backfill_corrects_nothing(filled_once):
    (record,) = steps_files(filled_once.settings.results)
    assert not [step for step in read_steps(record) if "correction" in step]


def test_dates_up_to_the_correction_keep_their_bytes(corrected):
    early = {name for name in corrected.old if name_date(name) <= CORRECTED}

    assert len(early) > 20
    assert not [name for name in early if corrected.old[name] != corrected.new[name]]


def test_rows_that_come_out_the_same_are_stored_as_the_same_bytes(corrected):
    """Beside them the note names the other rows of Phase 3 that they are made from now."""
    same = [
        name
        for name in corrected.old
        if name.endswith(".parquet") and name_date(name) > CORRECTED and PSZA in name
    ]

    assert len(same) == 4
    for name in same:
        assert pages(corrected.old[name]) == pages(corrected.new[name])


def test_an_outcome_that_no_filled_date_sees_changes_no_byte(filled_once, tmp_path):
    last = Corrected(filled_once, tmp_path / "nba", rebounds(str(filled_once.dates[-1])))

    assert last.new == last.old
    assert {step["state"] for step in last.steps} == {"reused"}

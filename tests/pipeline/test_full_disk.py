"""A disk that is full or read-only: one line says so, the old rows stay, the next run goes on."""

import shutil

import pytest
from given.league import make_league
from given.run import checkout, snakemake
from given.walk import content

NAME, TABLE = "player_daily_cache", "nba_precompute/player_daily_cache"


@pytest.fixture
def elsewhere(finished, small_disk):
    """(disk, results on it, function that runs Snakemake on them); one table is gone from them."""
    disk = small_disk("50m")
    results = shutil.copytree(finished / "results", disk.folder / "results")
    shutil.rmtree(results / "warehouse" / TABLE)

    def run(*arguments, **places):
        places = {"results": results, **places}
        given = ", ".join(f"{name}: {place}" for name, place in places.items())
        return snakemake(finished, *arguments, pathvars=f"{{{given}}}")

    return disk, results, run


def is_told_well(run, reason: str) -> bool:
    """Whether a run fails with the reason, and without any line of the program's inside."""
    inside = ("Traceback", 'File "', ", line ", "bug:", "OSError")
    return run.returncode == 1 and reason in run.stdout and not any(w in run.stdout for w in inside)


def test_a_full_disk(elsewhere, finished_once):
    disk, results, run = elsewhere
    before = content(results)
    filler = disk.folder / "filler"
    with filler.open("wb") as file:
        free = shutil.disk_usage(disk.folder).free
        file.write(bytes(free - 32_000))
    full = run(logs=disk.folder / "logs")
    assert is_told_well(full, f"{NAME}: "), full.stdout
    assert ": no space is left on its disk; free some and run the same command again" in full.stdout
    assert "Backfill failed · files" in full.stdout
    now = content(results)
    rows = [name for name in before if name.startswith("warehouse")]
    assert [name for name in rows if now.get(name) != before[name]] == []
    filler.unlink()
    again = run()
    assert again.returncode == 0, again.stdout
    assert content(results) == content(finished_once / "results")
    assert not list(disk.folder.rglob(".tmp-*"))


def test_a_read_only_disk(elsewhere):
    disk, results, run = elsewhere
    disk.change("ro")
    filling = run()
    assert is_told_well(filling, f"warehouse_error: {results}: its file system is read-only")
    status = run("status")
    assert status.returncode == 0 and NAME in status.stdout
    ready = run("verify_phase3")
    assert ready.returncode == 0, ready.stdout
    assert "verify_phase3.json is not written: " in ready.stdout


def test_a_disk_full_before_phase3_is_there(small_disk, tmp_path):
    folder = checkout(tmp_path / "nba", make_league(5, teams=6, dates=9, roster=9))
    disk = small_disk("40k")
    run = snakemake(folder, pathvars=f"{{results: {disk.folder}/r, logs: {disk.folder}/logs}}")
    assert is_told_well(run, "phase3: "), run.stdout
    assert ": no space is left on its disk; free some and run the same command again" in run.stdout

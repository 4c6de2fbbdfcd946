"""A folder of another format runs like one in the own form: shown, filled, kept, corrected."""

import json
import os

from given.formats import season, team_game_log, write_v2
from given.run import checkout, sentinels, snakemake, steps

DAY = "2023-11-02"


def test_shown_filled_kept_and_corrected(tmp_path):
    folder = checkout(tmp_path / "work")
    write_v2(folder / "nba", season())

    shown = snakemake(folder, "source", source_dir="nba", start_date="1999-01-01",
                      end_date="1999-02-01", phase3="simulated")  # fmt: skip
    assert shown.returncode == 0, shown.stdout
    assert "nba: nba_api" in shown.stdout
    assert "zones of shots" in shown.stdout and "birth dates" in shown.stdout
    told = json.loads((folder / "results/source/coverage.json").read_text())
    assert told["formats"] == ["nba_api"]

    run = snakemake(folder, source_dir="nba")
    assert run.returncode == 0, run.stdout
    filled = sentinels(folder)
    assert len(filled) > 10

    for path in (folder / "nba").rglob("*.csv"):  # the same rows, downloaded again
        os.utime(path)
    again = snakemake(folder, source_dir="nba")
    assert again.returncode == 0 and "Nothing to be done" in again.stdout, again.stdout

    log = team_game_log(season())
    last = season().games.game_id.iloc[-1] == log.GAME_ID
    log.assign(PTS=log.PTS + last).to_csv(folder / "nba" / "a.csv", index=False)
    corrected = snakemake(folder, source_dir="nba")
    assert corrected.returncode == 0, corrected.stdout
    assert steps(folder)

    # the same season in the own form gives the same rows
    own = checkout(tmp_path / "own")
    season()._replace(odds=None, props=None, players=None).write(own / "mine")
    assert snakemake(own, source_dir="mine").returncode == 0
    rows = {name: json.loads(found)["digest"] for name, found in filled.items()}
    assert rows == {name: json.loads(f)["digest"] for name, f in sentinels(own).items()}
    assert not list((own / "results" / "source").glob("*.parquet"))  # files are read as they lie


def test_a_folder_of_nothing_known_is_refused_in_one_line(tmp_path):
    folder = checkout(tmp_path)
    (folder / "nba").mkdir()
    (folder / "nba" / "notes.csv").write_text("a,b\n1,2\n")
    run = snakemake(folder, source_dir="nba")
    assert run.returncode == 1
    assert "Traceback" not in run.stdout
    (line,) = [line for line in run.stdout.splitlines() if line.startswith("bad_source")]
    assert line.endswith(
        "nba: no file has games (date, teams, score); it holds notes.csv (unknown columns a, b); "
        "which files do is in docs/formats.md"
    )

"""A correction that is first run for some processors only is whole after the next plain run."""

import pandas as pd
from given.run import BOOTSTRAP_DAYS, checkout, last_run, sentinels, snakemake
from nba_backfill.operator import report, status
from nba_backfill.operator.report.corrections import by_run
from nba_backfill.phase4 import corrections
from nba_backfill.plan.plan import make_plan
from nba_backfill.settings import load_settings

CORRECTED = "2023-11-02"
ZONES = "team_defense_zone_analysis,player_shot_zone_analysis"


def correct_a_shot(folder) -> None:
    """Turn a two-pointer at the rim into one from the mid-range."""
    games = pd.read_parquet(folder / "source/games.parquet")
    shots = pd.read_parquet(folder / "source/shots.parquet")
    ids = set(games[games.game_date.astype(str) == CORRECTED].game_id)
    near = shots[shots.game_id.isin(ids) & (shots.shot_type == 2) & (shots.distance_ft <= 8)]
    shots.loc[near.index[0], "distance_ft"] = 15
    shots.to_parquet(folder / "source/shots.parquet", index=False)


def test_the_next_plain_run_leaves_nothing_stale(finished, tmp_path, monkeypatch, capsys):
    correct_a_shot(finished)
    part = snakemake(finished, processors=ZONES)
    assert part.returncode == 0, part.stdout
    plain = snakemake(finished)
    assert plain.returncode == 0, plain.stdout
    new = checkout(tmp_path / "new")
    correct_a_shot(new)
    assert snakemake(new).returncode == 0
    assert sentinels(finished) == sentinels(new)
    assert "Nothing to be done" in snakemake(finished).stdout
    assert_it_is_told(finished, plain.stdout, monkeypatch, capsys)


def assert_it_is_told(folder, output, monkeypatch, capsys) -> None:
    """What the last run has changed stands below it, in `status` and in the report."""
    told = last_run(folder)["corrections"]
    store = told["ml_feature_store"]
    assert store["partitions"] > 0 and store["changed"] > 0 and not store["added"]
    assert ZONES.split(",")[0] not in told, "reused: the run before has made them"
    partitions = sum(one["partitions"] for one in told.values())
    replaced = sum(one["replaced"] for one in told.values())
    assert f"Corrected: {partitions} of {replaced} replaced partitions, " in output
    monkeypatch.chdir(folder)
    config = {"phase3": "files", "source_dir": "source", "bootstrap_days": BOOTSTRAP_DAYS}
    plan = make_plan(load_settings(config, folder))
    status.show(plan)
    (line,) = (line for line in corrections.lines(told) if line.startswith("ml_feature_store"))
    assert f"corrected by it: {line}\n" in capsys.readouterr().out
    rows = by_run(folder / "results")
    assert ZONES.split(",")[0] in {row["processor"] for row in rows}, "of the run before"
    (row,) = (row for row in rows if row["processor"] == "ml_feature_store")
    assert (row["changed"], row["of"]) == (str(store["changed"]), str(store["of"]))
    report.build(plan, folder / "page.html")
    assert f"<td>{row['columns']}</td>" in (folder / "page.html").read_text(encoding="utf-8")

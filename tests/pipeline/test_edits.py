"""Edits of the SQL: what cannot change a result reruns nothing, what can reruns its processor."""

from given.run import PROCESSORS, last_run, snakemake

TABLES = "scripts/nba_backfill/tables/nba_precompute"


def planned(folder) -> dict[str, int]:
    run = snakemake(folder)
    assert run.returncode == 0, run.stdout
    return last_run(folder)["planned"]


def edit(folder, table: str, change) -> None:
    file = folder / TABLES / f"{table}.sql"
    file.write_text(change(file.read_text()))


def commented(text: str) -> str:
    return "-- a remark\n" + text.replace("\nFROM", "\n\n  FROM", 1)


def changed(text: str) -> str:
    return f"SELECT * FROM (\n{text.rstrip().rstrip(';')}\n) AS same_rows\n"


def test_a_comment_and_layout_rerun_nothing(finished):
    edit(finished, "player_shot_zone_analysis", commented)
    run = snakemake(finished)
    assert run.returncode == 0
    assert "Nothing to be done" in run.stdout


def test_other_sql_reruns_the_processor_and_its_dependents(finished):
    edit(finished, "player_composite_factors", changed)
    days = len(list((finished / "results/sentinels/ml_feature_store").iterdir()))
    assert planned(finished) == {"player_composite_factors": days, "ml_feature_store": days}


def test_two_edits_and_a_new_source_need_one_run(finished):
    """Snakemake skips its checks below a job that runs: no edit may hide another."""
    edit(finished, "team_defense_zone_analysis", changed)
    edit(finished, "player_daily_cache", changed)
    (finished / "source/games.parquet").touch()
    days = len(list((finished / "results/sentinels/ml_feature_store").iterdir()))
    affected = set(PROCESSORS) - {"player_shot_zone_analysis"}
    assert planned(finished) == dict.fromkeys(affected, days)
    assert "Nothing to be done" in snakemake(finished).stdout

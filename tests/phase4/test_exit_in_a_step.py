"""A step that calls sys.exit fails like any other; it does not hang Snakemake."""

from given.run import snakemake


def test_sys_exit_in_a_step_fails_the_date(finished):
    library = finished / "scripts/nba_backfill/checks/inputs.py"
    library.write_text(
        library.read_text() + "\n\ndef check_inputs(*_, **__):\n    raise SystemExit('enough')\n"
    )
    day = "2023-11-08"
    for file in (finished / "results").glob(f"*/*/{day}.json"):
        file.unlink()
    for file in (finished / "results/warehouse").glob(f"*/*/*={day}/data.parquet"):
        file.unlink()
    run = snakemake(finished)
    assert run.returncode == 1
    assert f"✗ {day} team_defense_zone_analysis: SystemExit: enough · log logs/" in run.stdout
    assert (
        "SystemExit: enough"
        in (finished / f"logs/team_defense_zone_analysis/{day}.log").read_text()
    )

"""The pipeline as a module of another workflow, with its folders moved."""

from given.run import PROCESSORS, checkout, sentinels, snakemake

WORKFLOW = """
configfile: "config/config.yaml"


module nba:
    snakefile:
        "nba/Snakefile"
    config:
        config
    pathvars:
        results="out/nba",
        logs="out/logs",


use rule * from nba as nba_*


rule everything:
    default_target: True
    input:
        rules.nba_all.input,
"""


def test_another_workflow_imports_it(tmp_path):
    checkout(tmp_path / "nba")
    for part in ("config", "profiles", "source"):
        (tmp_path / "nba" / part).rename(tmp_path / part)
    (tmp_path / "nba/config").symlink_to(tmp_path / "config")
    (tmp_path / "Snakefile").write_text(WORKFLOW)
    run = snakemake(tmp_path, dates="2023-11-07,2023-11-08")
    assert run.returncode == 0, run.stdout
    (tmp_path / "results").symlink_to(tmp_path / "out/nba")
    assert set(sentinels(tmp_path)) == {
        f"{name}/{day}" for name in PROCESSORS for day in ("2023-11-07", "2023-11-08")
    }
    assert (tmp_path / "out/logs/player_daily_cache/2023-11-08.log").exists()

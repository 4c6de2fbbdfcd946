"""`--forcerun` forces every rule it names, Phase 3 and what lies below it together as well."""

from given.run import snakemake, steps


def test_phase3_and_a_processor(finished):
    run = snakemake(finished, "--forcerun", "phase3", "ml_feature_store")
    assert run.returncode == 0, run.stdout
    assert steps(finished) == {"ml_feature_store": {"reused": 8}}
    assert any(line.split() == ["phase3", "1"] for line in run.stdout.splitlines())

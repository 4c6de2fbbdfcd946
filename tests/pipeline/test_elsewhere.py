"""`--snakefile` with `--directory`: the configuration there, else that beside the Snakefile."""

from given.run import checkout, snakemake


def test_a_folder_without_and_with_a_configuration(tmp_path):
    nba = checkout(tmp_path / "nba")
    other = tmp_path / "other"
    other.mkdir()
    there = ("--snakefile", str(nba / "Snakefile"), "--directory", str(other), "-n")
    source = str(nba / "source")
    run = snakemake(tmp_path, *there, source_dir=source, dates="2023-11-07")
    assert run.returncode == 0, run.stdout
    assert "To do: 5 of 5 steps" in run.stdout

    (other / "config").mkdir()
    (other / "config/config.yaml").write_text("dates: 2023-11-07, 2023-11-08\n")
    run = snakemake(tmp_path, *there, source_dir=source)
    assert run.returncode == 0, run.stdout
    assert "To do: 10 of 10 steps" in run.stdout

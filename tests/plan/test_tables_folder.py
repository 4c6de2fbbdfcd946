"""Two results folders with one parquet.root: the second is refused before it empties a season."""

import shutil

from given.run import sentinels, snakemake


def tables(folder):
    return {
        path.relative_to(folder): path.read_bytes()
        for path in (folder / "results/warehouse").rglob("*.parquet")
    }


def test_the_second_is_refused_and_nothing_changes(finished):
    before = tables(finished)
    shared = {"parquet": f"{{root: {finished}/results/warehouse}}", "pathvars": "{results: other}"}
    run = snakemake(finished, dates="2023-11-07", **shared)
    assert run.returncode == 1
    last = run.stdout.rstrip().splitlines()[-1]
    assert last == (
        f"bad_config: config parquet.root: the tables in {finished}/results/warehouse belong to "
        f"the results in {finished}/results; name another folder, or give them up to these "
        f"results: rm -rf {finished}/results/warehouse/.results"
    )
    assert tables(finished) == before
    preview = snakemake(finished, "-n", dates="2023-11-07", **shared)
    assert preview.returncode == 0
    assert "A run would be refused: config parquet.root: the tables in" in preview.stdout


def test_results_and_tables_move_together(finished, tmp_path):
    before = sentinels(finished)
    moved = shutil.copytree(finished, tmp_path / "elsewhere")
    (moved / "results/sentinels/ml_feature_store/2023-11-07.json").unlink()
    run = snakemake(moved)
    assert run.returncode == 0, run.stdout
    assert sentinels(moved) == before

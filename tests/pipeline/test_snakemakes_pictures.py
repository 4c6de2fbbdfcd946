"""Snakemake's own report has content, and its graph of files is readable."""

import re
import zipfile

from given.run import snakemake


def test_report_has_the_manifest_and_the_feature_store(finished, tmp_path):
    run = snakemake(finished, "--report", "report.zip")
    assert run.returncode == 0, run.stdout
    with zipfile.ZipFile(finished / "report.zip") as report:
        page = next(name for name in report.namelist() if name.endswith("report.html"))
        text = report.read(page).decode()
        names = " ".join(report.namelist()) + text
    for words in ("phase3.json", "2023-11-08.json", "one game date at a time"):
        assert words in names, words
    assert "From what the Phase 3 tables were built" in text


def test_the_graph_of_files_lists_no_dates(finished):
    run = snakemake(finished, "--filegraph")
    assert run.returncode == 0
    assert "digraph" in run.stdout
    assert not re.search(r"2023-\d\d-\d\d\.json", run.stdout)

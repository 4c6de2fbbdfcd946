"""What the report says, read from the page itself."""

import json
import re

import pytest
from nba_backfill.operator.report import build
from nba_backfill.plan.plan import make_plan


@pytest.fixture(scope="module")
def page(_finished):
    """The page as the rule writes it, after a complete run."""
    done = _finished.snakemake("report", "--forcerun", "report")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "\nReport: results/reports/backfill.html\n"
    return (_finished.folder / "results/reports/backfill.html").read_text(encoding="utf-8")


def embedded(page: str) -> dict:
    return json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1])


def test_the_page_stands_alone(page):
    assert not re.findall(r'(?:src|href)="(?!#|data:)([^"]+)"', page)
    assert "http://" not in page and "https://" not in page and "@import" not in page
    assert len(page.encode()) < 2_000_000


def test_simulated_data_is_named_first(page):
    assert page.index('id="simulated"') < page.index('id="calendar"')
    assert "Simulated data (simulated seed=7)" in page


def test_every_cell_of_the_calendar(page):
    data = embedded(page)
    season = data["seasons"][0]
    assert len(season["dates"]) == 16
    assert season["dates"][0] == "2023-10-24" and season["dates"][-1] == "2023-11-09"
    for cells in season["cells"].values():
        states = [data["states"][i] for i in cells["state"]]
        assert states == ["skipped"] * 7 + ["done"] * 9
        assert cells["rows"][:7] == [None] * 7
        assert cells["rows"][7:] == cells["expected"][7:]
    assert season["cells"]["team_defense_zone_analysis"]["rows"][7:] == [30] * 9
    assert page.count('href="#g-done"') == 45 + 1
    assert page.count('href="#g-skipped"') == 35 + 1


def test_sections(page):
    for section in ("calendar", "rows", "features", "missing", "timing", "provenance",
                    "dictionary"):  # fmt: skip
        assert f'id="{section}"' in page
    assert page.count('class="plot"') == 10 + 7 + 25, "trends, zones, features"
    assert "45 done, 35 skipped" in page
    assert "<td>points_avg_last_5</td>" in page
    assert "fingerprint of ml_feature_store" in page
    assert "<code>shot_zone_mismatch_score</code>" in page


def test_failures_are_listed_with_reason_and_command(broken, monkeypatch, tmp_path):
    settings = broken.settings(monkeypatch)
    build(make_plan(settings), tmp_path / "backfill.html")
    page = (tmp_path / "backfill.html").read_text(encoding="utf-8")
    assert 'id="simulated"' not in page
    assert "has no rows in player_box.parquet (game 00223000" in page
    assert "<td>2023-11-03</td>" in page
    assert "snakemake --cores all" in page
    data = embedded(page)
    cells = data["seasons"][0]["cells"]["player_composite_factors"]
    states = [data["states"][i] for i in cells["state"]]
    assert states.count("failed") == 2


def test_an_empty_folder_has_a_page_too(empty, monkeypatch, tmp_path):
    build(make_plan(empty.settings(monkeypatch)), tmp_path / "backfill.html")
    page = (tmp_path / "backfill.html").read_text(encoding="utf-8")
    assert "80 steps: 45 missing, 35 skipped; 0 rows." in page
    assert "No rows yet." in page
    assert "No run is recorded" in page


def test_the_page_is_part_of_snakemakes_own_report(page, _finished):
    done = _finished.snakemake("report", "--report", "snakemake_report.html")
    assert done.returncode == 0, done.stderr
    text = (_finished.folder / "snakemake_report.html").read_text(encoding="utf-8")
    assert "The backfill as it stood when this report was made" in text
    assert "backfill.html" in text


def test_findings_of_the_source_are_in_the_provenance(broken, monkeypatch, tmp_path):
    build(make_plan(broken.settings(monkeypatch)), tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "source: games without player rows" in page
    assert "final games with no player row for a team" in page

"""docs/platform.md from nothing: its configuration and commands, and the view for old readers."""

import datetime as dt
import math
import re
import shlex

import pytest
import yaml
from given.original_platform import Platform
from given.platform_rows import Habits, league
from given.run import BOOTSTRAP_DAYS, ROOT, checkout, snakemake
from nba_backfill.tables import table

pytestmark = pytest.mark.slow

PAGE = (ROOT / "docs" / "platform.md").read_text(encoding="utf-8")
VIEW = (ROOT / "docs" / "compatibility" / "ml_feature_store_v2.sql").read_text(encoding="utf-8")
DAYS = {"start_date": dt.date(2023, 11, 8), "end_date": dt.date(2023, 11, 12)}
OLD_READER = """
SELECT features, feature_names, feature_quality_score, data_source, expected_games_count,
  actual_games_count, completeness_percentage, missing_games_count, is_production_ready,
  data_quality_issues, backfill_bootstrap_mode, processing_decision_reason, game_id,
  feature_0_value, feature_10_value, game_date
FROM old WHERE feature_version = 'v1_baseline_25'
"""


def block(language: str) -> str:
    return re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)[1]


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """The page's configuration with the emulator's places, and its commands run one by one."""
    platform = Platform(league(dates=20, teams=4, roster=9), Habits()).write()
    config = yaml.safe_load(block("yaml"))
    names = {name: f"{place}_{platform.mark}" for name, place in
             config["bigquery"]["datasets"].items()}  # fmt: skip
    platform.section["datasets"] = names
    config["bigquery"] |= {**platform.section, "location": "US"}
    config["platform"] = platform.named
    folder = checkout(tmp_path_factory.mktemp("page") / "nba")
    text = yaml.safe_dump({**config, **DAYS, "bootstrap_days": BOOTSTRAP_DAYS})
    (folder / "config" / "config.yaml").write_text(text)
    outputs = {}
    for line in block("console").splitlines():
        words = shlex.split(line.removeprefix("$ "))
        done = snakemake(folder, *words[1:], timeout=600, phase3="warehouse", source_dir="source")
        outputs[line.removeprefix("$ ")] = done
        assert done.returncode == 0, done.stdout
    return platform, outputs


def test_the_commands_of_the_page_end_well(followed):
    _, outputs = followed

    assert list(outputs) == [
        "snakemake platform_phase3",
        "snakemake verify_phase3",
        "snakemake -n",
        "snakemake --cores 2",
        "snakemake audit",
    ]
    assert "2023-24: 30 games on 20 dates; 20 dates replaced" in (
        outputs["snakemake platform_phase3"].stdout
    )
    assert "from which the game was moved" in " ".join(
        outputs["snakemake platform_phase3"].stdout.split()
    )
    assert "Phase 3 is built first" in outputs["snakemake -n"].stdout


def test_the_page_names_every_table_that_is_read():
    from nba_backfill.phase3.platform import sources

    assert re.findall(r"^\| `(nba_\w+\.\w+)` \|", PAGE, re.MULTILINE) == [*sources()]


def test_an_old_reader_selects_from_the_view(followed):
    platform, _ = followed
    warehouse = platform.warehouse
    place = warehouse.names.place("nba_predictions.old")
    warehouse.jobs.run("test", f"CREATE VIEW `{place}` AS\n{warehouse.names.rewrite(VIEW)}", {})

    found = warehouse.jobs.read("test", OLD_READER.replace("FROM old", f"FROM `{place}`"), {})

    rows = found.to_pylist()
    stored = warehouse.query(
        "SELECT * FROM nba_predictions.ml_feature_store_v2 "
        "WHERE game_date BETWEEN @start_date AND @end_date",
        *DAYS.values(),
    ).to_pylist()
    assert len(rows) == len(stored) == 17
    first = rows[0]
    assert re.fullmatch(r"202311\d\d_[A-Z]{3}_[A-Z]{3}", first["game_id"])
    assert len(first["features"]) == len(first["feature_names"]) == 25
    assert {row["data_source"] for row in rows} <= {"phase4", "phase4_partial"}
    for row in rows:
        value, in_array = row["feature_0_value"], row["features"][0]
        assert math.isnan(in_array) if value is None else value == in_array


def test_the_view_numbers_the_features_in_their_order():
    features = [column.name for column in table("ml_feature_store_v2").columns.values()
                if column.provenance]  # fmt: skip

    assert re.findall(r"^  (\w+) AS feature_(\d+)_value", VIEW, re.MULTILINE) == [
        (name, str(number)) for number, name in enumerate(features)
    ]

"""-n, status, verify_phase3, report and the training set know the date filled before its games."""

import json
import shutil

import duckdb
import pytest
from given.run import checkout, snakemake
from given.tonight import (
    BEFORE,
    LEAGUE,
    TONIGHT,
    backfill_of,
    plain_run,
    write_known,
)
from nba_backfill.operator import audit, report, status, training_set, verify_phase3
from rich.console import Console


@pytest.fixture(scope="module")
def filled_once(tmp_path_factory):
    """Two dates; the second before tip-off, one of its games without a listing."""
    folder = tmp_path_factory.mktemp("tonight")
    games = sorted(LEAGUE.games.game_id[LEAGUE.games.game_date == TONIGHT])
    write_known(LEAGUE, folder / "source", TONIGHT, listed=games[:1])
    assert set(plain_run(backfill_of(folder)).values()) == {"done"}
    return folder


@pytest.fixture
def folder(filled_once, tmp_path):
    return shutil.copytree(filled_once, tmp_path / "tonight")


def text_of(show, found) -> str:
    console = Console(width=200, file=None, record=True, quiet=False)
    with console.capture() as captured:
        show(console, found)
    return captured.get()


def test_status(folder):
    found = status.collect(backfill_of(folder).plan)
    assert found["upcoming"] == str(TONIGHT) and found["continue_command"] is None
    counts = {(row["dates"], row["done"], row["upcoming"]) for row in
              ({**row, "dates": row["expected"]} for row in found["seasons"])}  # fmt: skip
    assert counts == {(2, 1, 1)}
    shown = text_of(status.print_status, found)
    assert f"upcoming: {TONIGHT}, filled before tip-off (2 games)" in shown
    assert "Everything is done." in shown


def test_status_of_a_date_that_is_to_be_filled(folder):
    backfill_of(folder).sentinel("ml_feature_store", TONIGHT).unlink()
    found = status.collect(backfill_of(folder).plan)
    assert f"upcoming: {TONIGHT}, to be filled before tip-off" in found["told_of_upcoming"][0]
    assert {row["processor"]: row["missing"] for row in found["seasons"]}["ml_feature_store"] == 1


def test_verify_phase3(folder):
    """The tables of games need no row of tonight, the listing does."""
    found = verify_phase3.collect(backfill_of(folder).plan)
    assert found["ready"] and found["upcoming"] == str(TONIGHT)
    dates = {row["table"]: (row["dates"], row["covered"]) for row in found["tables"]}
    assert dates["player_game_summary"] == (1, 1)
    assert dates["upcoming_player_game_context"] == (2, 2)
    told = {fact["finding"]: fact["count"] for fact in found["findings"]}
    assert told["supposed_listings"] == 2  # both teams of the game without a listing


def test_report(folder):
    page = report.render(backfill_of(folder).plan, folder / "logs")
    assert "1 done, 1 upcoming" in page and f"{TONIGHT}, filled before tip-off" in page


def test_audit(folder):
    problems = audit.examine(backfill_of(folder, audit={"sample": 1}).plan).errors
    assert [problem.detail for problem in problems] == []


def test_audit_after_upcoming_is_not_asked_for_any_more(folder):
    off = backfill_of(folder, upcoming=False, audit={"sample": 0})
    plain_run(off)
    assert [problem.detail for problem in audit.examine(off.plan).errors] == []


def test_training_set(folder):
    """Rows of tonight are there, told apart, without an outcome; later the outcome is."""
    filled = backfill_of(folder)
    columns = "is_upcoming, did_play IS NULL, target_points IS NULL, COUNT(*) > 20"

    def counted(filled):
        place = training_set.write(filled.plan, filled.warehouse)
        sql = f"SELECT game_date = '{TONIGHT}', {columns} FROM '{place}' GROUP BY ALL ORDER BY ALL"
        return [row[:3] for row in duckdb.sql(sql).fetchall()]

    assert {row[:3] for row in counted(filled)} == {(False, False, False), (True, True, True)}
    card = (filled.settings.results / "exports/training_set.card.md").read_text()
    rows = filled.plan.sentinel("ml_feature_store", TONIGHT).rows
    assert f"| 0 | {rows} |" in card
    write_known(LEAGUE, folder / "source")
    final = backfill_of(folder, end_date=str(TONIGHT))
    plain_run(final)
    assert {row[:3] for row in counted(final)} == {(False, False, False), (True, False, False)}


def test_outcomes_reach_the_training_set_where_no_row_has_changed(tmp_path):
    """The box tells the listing that was known: nothing is filled again, Phase 3 is built."""
    folder = checkout(tmp_path / "nba", LEAGUE)
    asked = {"start_date": BEFORE, "end_date": TONIGHT, "upcoming": "true"}
    file = folder / "results/exports/training_set.parquet"
    known = f"SELECT DISTINCT did_play IS NOT NULL FROM '{file}' WHERE game_date = '{TONIGHT}'"

    def in_training_set():
        done = snakemake(folder, "training_set", **asked)
        assert done.returncode == 0, done.stdout
        return duckdb.sql(known).fetchall()

    write_known(LEAGUE, folder / "source", TONIGHT)
    assert in_training_set() == [(False,)]
    write_known(LEAGUE, folder / "source")
    preview = snakemake(folder, "-n", **asked).stdout
    assert "Phase 3 is built first: the source or what is made of it has changed." in preview
    assert "Nothing to do: all 10 steps are done." in preview
    told = " ".join(snakemake(folder, "status", **asked).stdout.split())
    assert (
        "Every date is filled; Phase 3 is to be built, the source or what is made of it has "
        "changed: snakemake --cores all --config"
    ) in told
    assert "Everything is done." not in told
    done = snakemake(folder, "seasons", **asked)
    assert "phase3" in done.stdout and "ml feature store" not in done.stdout
    assert in_training_set() == [(True,)]
    assert "Nothing to be done" in snakemake(folder, "training_set", **asked).stdout


def test_a_dry_run_names_it(tmp_path):
    folder = checkout(tmp_path / "nba", LEAGUE)
    write_known(LEAGUE, folder / "source", TONIGHT)
    run = snakemake(folder, "-n", start_date=BEFORE, end_date="2024-06-30", upcoming="true")
    assert f"Upcoming: {TONIGHT}, to be filled before tip-off (2 games)" in run.stdout, run.stdout
    assert "To do: 10 of 10 steps" in run.stdout


def test_a_dry_run_says_why_there_is_none(finished):
    run = finished.snakemake("-n", "--config", "upcoming=true")
    assert "Nothing to do: all 45 steps are done." in run.stderr + run.stdout
    why = "the simulated league has no game to come: its seasons are played to the end"
    assert f"Upcoming: {why}." in run.stderr + run.stdout


def test_json_of_status(folder, capsys):
    status.show(backfill_of(folder, format="json").plan)
    assert json.loads(capsys.readouterr().out)["upcoming"] == str(TONIGHT)

"""The commands `status` prints: only what differs from the configuration file, ready to paste."""

import datetime as dt

from nba_backfill.command import command


def test_nothing_differs(empty, monkeypatch):
    assert command(empty.settings(monkeypatch)) == "snakemake --cores all"


def test_a_target_goes_before_the_settings(empty, monkeypatch):
    settings = empty.settings(monkeypatch, bootstrap_days=3)
    assert command(settings, "phase3") == "snakemake --cores all phase3 --config bootstrap_days=3"


def test_dates_replace_the_range(empty, monkeypatch):
    settings = empty.settings(monkeypatch, start_date="2023-11-01")
    days = [dt.date(2023, 11, 8), dt.date(2023, 11, 5)]
    assert command(settings, dates=days) == (
        "snakemake --cores all --config dates=2023-11-05,2023-11-08"
    )


def test_nested_keys_are_quoted(empty, monkeypatch):
    settings = empty.settings(monkeypatch, simulation={"seed": 8}, parquet={"root": "/data/my nba"})
    assert command(settings) == (
        "snakemake --cores all --config "
        """'parquet={"root": "/data/my nba"}' 'simulation={"seed": 8}'"""
    )


def test_a_configuration_of_another_workflow_is_no_obstacle(empty, monkeypatch):
    settings = empty.settings(monkeypatch)
    (empty.folder / "config/config.yaml").write_text("samples: [a, b]\n")
    assert "end_date=2023-11-09" in command(settings)

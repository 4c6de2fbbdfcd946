"""The commands `status` prints: only what differs from the configuration file, ready to paste."""

import datetime as dt
import shlex
import subprocess
from pathlib import Path

import pytest
import yaml
from nba_backfill.errors import BackfillError
from nba_backfill.plan.command import again, command, joined, removal, say
from nba_backfill.plan.invocation import Invocation
from nba_backfill.settings import load_settings


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


def test_no_setting_is_lost(empty, monkeypatch):
    changes = {
        "start_date": "2021-10-19",
        "end_date": "2022-04-10",
        "dates": ["2023-11-08"],
        "processors": ["team_defense_zone_analysis"],
        "bootstrap_days": 3,
        "phase3": "files",
        "source_dir": str(empty.folder),
        "source_format": "nba_backfill",
        "warehouse": "bigquery",
        "parquet": {"root": "/data"},
        "bigquery": {"project": "nba", "max_cost": 0},
        "platform": {"project": "nba", "datasets": {"nba_raw": "raw"}},
        "props": {"bookmakers": ["FanDuel"]},
        "upcoming": True,
        "recompute": True,
        "simulation": {"seed": 8},
        "audit": {"sample": 3},
        "remove_dates": 20,
        "ready_threshold": 50,
        "format": "json",
        "notify": "mail -s done me",
        "pathvars": {"results": "elsewhere"},
    }
    schema = yaml.safe_load((empty.folder / "config/config.schema.yaml").read_text())
    assert list(changes) == list(schema["properties"]), "one change of every setting"
    monkeypatch.chdir(empty.folder)
    settings = load_settings(changes, empty.folder, "elsewhere")
    given = shlex.split(command(settings).partition("--config ")[2])
    pasted = {key: yaml.safe_load(value) for key, _, value in (g.partition("=") for g in given)}
    assert list(pasted) == [key for key in changes if key != "notify"]  # it may hold a password
    pasted["notify"] = changes["notify"]
    again = load_settings(pasted, empty.folder, pasted["pathvars"]["results"])
    assert again == settings


def test_a_configuration_of_another_workflow_is_no_obstacle(empty, monkeypatch):
    settings = empty.settings(monkeypatch)
    (empty.folder / "config/config.yaml").write_text("samples: [a, b]\n")
    assert "end_date=2023-11-09" in command(settings)


def test_passwords_are_not_shown(empty, monkeypatch):
    settings = empty.settings(
        monkeypatch,
        notify="curl -u me:hush https://example.org",
        bigquery={"project": "nba", "endpoint": "http://me:hush@localhost:9050"},
    )
    told = command(settings)
    assert "hush" not in told and "notify" not in told
    assert "http://localhost:9050" in told
    assert str(BackfillError("http://me:hush@localhost:9050 refused")) == (
        "http://localhost:9050 refused"
    )


@pytest.fixture
def invoked():
    """Make commands repeat an invocation; the plain one afterwards."""
    yield lambda **words: say(lambda: Invocation(**words))
    say(Invocation)


def test_the_invocation_is_repeated(empty, monkeypatch, invoked):
    settings = empty.settings(monkeypatch, bootstrap_days=3)
    places = (
        "--snakefile",
        "/it's here/Snakefile",
        "--directory",
        "/my work",
        "--configfile",
        "/c",
    )
    invoked(places=places, targets=("a$b.json",), prefix="nba_")
    assert command(settings, "status") == (
        """snakemake --cores all --snakefile '/it'"'"'s here/Snakefile' --directory '/my work' """
        "--configfile /c nba_status --config bootstrap_days=3"
    )
    assert shlex.split(again(settings))[-4:] == ["/c", "a$b.json", "--config", "bootstrap_days=3"]
    assert shlex.split(removal(Path("my results"))) == [
        "rm", "-rf", str(empty.folder / "my results"),
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["a b", "\x1b[31m", "it's\n\\", "\u202egnp", "$(x) `y`", "é"])
def test_a_word_means_the_same_to_a_shell(word):
    assert joined([word]).isprintable()
    said = subprocess.run(["bash", "-c", f"printf %s {joined([word])}"], capture_output=True)
    assert said.stdout.decode() == word


def test_a_removal_is_quoted(invoked):
    invoked()
    assert removal(Path("/data/nba results/x"), Path("b")) == "rm -rf '/data/nba results/x' b"

"""Values of `notify`, and who signs in at an endpoint: nowhere shown, nowhere written."""

import pytest
from nba_backfill.operator import audit, status, verify_phase3
from nba_backfill.operator.report import build
from nba_backfill.phase4 import record, summary
from nba_backfill.phase4.run import Run
from nba_backfill.plan.plan import make_plan

SECRET = "hush7"


@pytest.fixture
def secretive(finished, monkeypatch):
    """The plan of a finished backfill with two dates to do, and secrets in its settings."""
    settings = finished.settings(
        monkeypatch,
        notify=f"curl -u me:{SECRET} https://example.org; exit 3",
        bigquery={"project": "nba", "endpoint": f"http://me:{SECRET}@localhost:9050"},
        bootstrap_days=6,
    )
    return make_plan(settings)


def test_they_are_in_no_output_and_in_no_file(secretive, finished, capfd):
    run = Run(None, secretive)
    run.start()
    run.planned_steps["player_daily_cache"] = 1
    run.finished("player_daily_cache", secretive.dates[0], "done", 1.0, 5)
    for state in ("complete", "failed", "stopped"):
        record.write_record(run, state)
        summary.tell(run, record.told(run, state))
    status.show(secretive)
    verify_phase3.show(secretive)
    build(secretive, finished.folder / "results/reports/backfill.html")
    audit.show(make_plan(secretive.settings.model_copy(update={"bootstrap_days": 7})))
    told = "".join(capfd.readouterr())
    assert "config notify: the command failed: exit code 3" in told
    assert "--config " in told and SECRET not in told
    files = [file for file in finished.folder.rglob("*") if file.is_file()]
    assert [file for file in files if SECRET.encode() in file.read_bytes()] == []

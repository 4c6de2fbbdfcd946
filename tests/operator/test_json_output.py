"""`--config format=json` prints one JSON document and nothing else on standard output."""

import json


def test_status(finished):
    found = json.loads(finished.snakemake("status", "--config", "format=json").stdout)
    assert sorted(found) == [
        "continue_command", "cost", "end", "failure_groups", "failures", "failures_in",
        "half_final", "insufficient_history", "last_run", "lost_phase3", "phase3_command",
            "phase3_to_build",
        "retry_command", "running", "seasons", "set_aside", "source", "stale", "start",
        "told_of_upcoming", "upcoming", "vanished_dates", "warehouse", "warnings",
    ]  # fmt: skip
    assert found["source"] == "simulated seed=7"
    assert found["running"] is None
    assert len(found["insufficient_history"]["skipped_dates"]) == 7


def test_verify_phase3(finished):
    found = json.loads(finished.snakemake("verify_phase3", "--config", "format=json").stdout)
    assert found["ready"] is True

"""Faults that pass: the step is repeated, nothing is lost and nothing doubled."""

import pytest
from given.bigquery import emulator
from nba_backfill.warehouse.bigquery import jobs

from warehouse.sample import DAYS, TABLE, held, note, publish, put, teams

JOBS = r"/v2/projects/[^/]*/jobs$"
STATEMENTS = {"stage": b"CREATE OR REPLACE", "publish": b"MERGE", "note": b"INSERT INTO"}
CONFLICT = "Could not serialize access to table t due to concurrent update"
QUEUE = "Resources exceeded: Too many DML statements outstanding against table t"
FAULTS = {
    "503 twice": {"times": 2, "status": 503},
    "500 once": {"status": 500, "reason": "internalError"},
    "429 twice": {"times": 2, "status": 429, "reason": "rateLimitExceeded"},
    "403 rate limit": {"times": 2, "status": 403, "reason": "rateLimitExceeded"},
    "answer lost after the commit": {"status": 503, "after": True},
    "serialization conflict": {"status": 400, "reason": "invalidQuery", "message": CONFLICT},
    "DML queue full": {"status": 400, "reason": "invalidQuery", "message": QUEUE},
}

CASES = [("publish", fault) for fault in FAULTS] + [
    (statement, fault)
    for statement in ("stage", "note")
    for fault in ("answer lost after the commit", "serialization conflict")
]


@pytest.mark.parametrize(("statement", "fault"), CASES)
def test_every_statement_of_a_step_survives(warehouse, faults, statement, fault):
    put(warehouse, DAYS[0], "OLD")
    rule = faults.add("POST", JOBS, match=STATEMENTS[statement], **FAULTS[fault])

    publish(warehouse, teams(DAYS[0], "BOS", "NYK"), note(DAYS[0], key="new"))

    assert rule.times == 0
    assert held(warehouse) == [(10, "BOS"), (10, "NYK")]
    assert warehouse.note(TABLE, DAYS[0]) == {"key": "new"}


def test_a_call_without_an_answer_is_repeated(warehouse, faults, monkeypatch):
    monkeypatch.setattr(jobs, "CALL_SECONDS", 1)
    patient = emulator.reopened(warehouse)
    rule = faults.add("POST", JOBS, match=b"MERGE", status=None, delay=3)

    put(patient, DAYS[0], "BOS")

    assert rule.times == 0
    assert held(warehouse) == [(10, "BOS")]


def test_a_read_is_repeated(warehouse, faults):
    put(warehouse, DAYS[0], "BOS")
    rule = faults.add("POST", r"/queries$", times=2, status=503)

    assert held(warehouse) == [(10, "BOS")]
    assert rule.times == 0

"""Faults that do not pass: told at once, in one line with the way out; the old rows stay."""

import pytest
from given.bigquery import emulator
from nba_backfill.errors import BackfillError

from warehouse.sample import DAYS, held, put

JOBS = r"/v2/projects/[^/]*/jobs$"
FAULTS = {
    "no permission": (
        {"status": 403, "reason": "accessDenied", "message": "Access Denied: Table nba:a.b"},
        "no permission: Access Denied: Table nba:a.b; the account needs roles/bigquery.jobUser "
        "and, for large results, roles/bigquery.readSessionUser on the project",
    ),
    "too much computing": (
        {
            "status": 400,
            "reason": "billingTierLimitExceeded",
            "message": "Query exceeded resource limits. 21000 CPU seconds were used",
        },
        "too much computing for the bytes it reads: Query exceeded resource limits. 21000 CPU "
        "seconds were used; fill fewer dates at once",
    ),
    "quota": (
        {"status": 403, "reason": "quotaExceeded", "message": "Quota exceeded: too many queries"},
        "a quota is used up: Quota exceeded: too many queries",
    ),
    "sandbox": (
        {
            "status": 403,
            "reason": "billingNotEnabled",
            "message": "Billing has not been enabled for this project",
        },
        "the project has no billing, and the sandbox takes no MERGE",
    ),
    "missing table": (
        {"status": 404, "reason": "notFound", "message": "Not found: Table nba:a.b"},
        "Not found: Table nba:a.b; check bigquery.project, bigquery.location",
    ),
    "bad statement": (
        {"status": 400, "reason": "invalidQuery", "message": "Unrecognized name: x at [3:7]"},
        "refused: Unrecognized name: x at [3:7]",
    ),
    "too dear": (
        {
            "status": 400,
            "reason": "bytesBilledLimitExceeded",
            "message": "Query exceeded limit for bytes billed: 1000. 10485760 or higher required.",
        },
        "dearer than bigquery.maximum_bytes_billed allows",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_it_is_told_at_once_and_changes_nothing(warehouse, faults, fault):
    put(warehouse, DAYS[0], "OLD")
    fields, told = FAULTS[fault]
    rule = faults.add("POST", JOBS, match=b"MERGE", times=9, **fields)

    with pytest.raises(BackfillError, match="publishing nba_precompute") as failure:
        put(warehouse, DAYS[0], "NEW")

    assert told in str(failure.value)
    assert failure.value.kind == "warehouse_error"
    assert rule.times == 8
    assert held(warehouse) == [(10, "OLD")]


def test_a_service_that_stays_away_ends_the_step_in_time(warehouse, faults):
    put(warehouse, DAYS[0], "OLD")
    hasty = emulator.reopened(warehouse, retry_seconds=2)
    faults.add("POST", JOBS, match=b"MERGE", times=1000, status=503, message="try again later")

    with pytest.raises(BackfillError, match=r"try again later \(gave up retrying\)"):
        put(hasty, DAYS[0], "NEW")

    assert held(warehouse) == [(10, "OLD")]

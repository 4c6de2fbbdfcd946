"""What every job carries: labels, the limit of billed bytes, bound parameters."""

import json

from given.bigquery import emulator
from nba_backfill.warehouse.bigquery import BigQueryWarehouse

from warehouse.sample import DAYS, TABLE, put


def sent(faults, words: bytes) -> dict:
    """The configuration of the last job whose text holds `words`."""
    bodies = [body for path, body in faults.bodies if path.endswith("/jobs") and words in body]
    return json.loads(bodies[-1])["configuration"]


def test_a_publish_is_labelled_limited_and_parametrised(faults):
    settings = emulator.settings(bigquery={"maximum_bytes_billed": 10**9})
    one = BigQueryWarehouse(settings, "20240105T101112.5Z-77")
    one.create(TABLE)

    put(one, DAYS[0], "BOS")

    job = sent(faults, b"MERGE")
    assert job["labels"] == {
        "pipeline": "nba_backfill",
        "run": "20240105t101112-5z-77",
        "processor": "team_defense_zone_analysis",
        "purpose": "publish",
    }
    assert job["query"]["maximumBytesBilled"] == str(10**9)
    assert "2024-01-10" not in job["query"]["query"]
    assert [p["name"] for p in job["query"]["queryParameters"]] == [
        "start_date",
        "end_date",
        "dates",
    ]

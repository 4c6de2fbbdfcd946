"""Without usable credentials the pipeline says what to do, and shows no secret."""

import json

import pytest
from nba_backfill.errors import BackfillError
from nba_backfill.settings import BigQuery
from nba_backfill.warehouse.bigquery.connection import connect, endpoint

OPTIONS = BigQuery(project="my-project")


@pytest.fixture(autouse=True)
def nobody(monkeypatch, tmp_path):
    """A machine without Google credentials."""
    for name in ("GOOGLE_APPLICATION_CREDENTIALS", "BIGQUERY_EMULATOR_HOST"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CLOUDSDK_CONFIG", str(tmp_path))
    monkeypatch.setenv("NO_GCE_CHECK", "true")


def test_no_credentials_names_the_command():
    with pytest.raises(BackfillError, match="run `gcloud auth application-default login`"):
        connect(OPTIONS)


def test_a_broken_key_file_is_not_shown(monkeypatch, tmp_path):
    key = tmp_path / "key.json"
    key.write_text(json.dumps({"type": "service_account", "private_key": "very secret"}))
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(key))

    with pytest.raises(BackfillError, match="signing in") as failure:
        connect(OPTIONS)

    assert "very secret" not in str(failure.value)


def test_the_emulator_of_the_environment_is_used(monkeypatch):
    monkeypatch.setenv("BIGQUERY_EMULATOR_HOST", "localhost:9050")

    assert endpoint(BigQuery()) == "http://localhost:9050"
    assert connect(OPTIONS).project == "my-project"

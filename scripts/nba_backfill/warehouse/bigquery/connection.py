"""The client: whose credentials, which project and location, which address."""

from __future__ import annotations

import os

from nba_backfill.errors import BackfillError
from nba_backfill.settings import BigQuery
from nba_backfill.warehouse.bigquery.failures import explain

CONNECTIONS = 64  # HTTP connections kept open: one for each job of a wide run


def endpoint(options: BigQuery) -> str | None:
    """Address of an emulator, from `bigquery.endpoint` or BIGQUERY_EMULATOR_HOST; else None."""
    address = options.endpoint or os.environ.get("BIGQUERY_EMULATOR_HOST")
    if address and "://" not in address:
        return f"http://{address}"
    return address or None


def connect(options: BigQuery):
    """A `google.cloud.bigquery.Client` for the `bigquery` section of the configuration.

    Credentials are Google's application-default ones: a key file named by
    GOOGLE_APPLICATION_CREDENTIALS, `gcloud auth application-default login`, or the machine's
    service account; `impersonate_service_account` acts as another one through them. An emulator
    gets none. Raises BackfillError when there are no credentials or no project.
    """
    from google.api_core.client_options import ClientOptions
    from google.cloud import bigquery

    if not options.project:
        raise BackfillError("config bigquery.project: is missing", "bad_config")
    address = endpoint(options)
    try:
        client = bigquery.Client(
            options.project,
            _credentials(options, address),
            location=options.location,
            client_options=ClientOptions(api_endpoint=address) if address else None,
        )
    except Exception as error:
        raise explain(error, "signing in") from error
    _widen(client)
    return client


def connect_storage(options: BigQuery):
    """A `BigQueryReadClient` for large results; None for an emulator: they come through REST."""
    if endpoint(options):
        return None
    from google.cloud import bigquery_storage

    return bigquery_storage.BigQueryReadClient(credentials=_credentials(options, None))


def _credentials(options: BigQuery, address: str | None):
    import google.auth
    from google.auth import impersonated_credentials
    from google.auth.credentials import AnonymousCredentials

    if address:
        return AnonymousCredentials()
    scopes = ["https://www.googleapis.com/auth/cloud-platform"]
    credentials, _ = google.auth.default(scopes)
    account = options.impersonate_service_account
    if not account:
        return credentials
    return impersonated_credentials.Credentials(credentials, account, scopes)


def _widen(client) -> None:
    """Keeps a connection open per job; the default of 10 makes wide runs reconnect all the time."""
    from requests.adapters import HTTPAdapter

    for scheme in ("http://", "https://"):
        client._http.mount(scheme, HTTPAdapter(pool_maxsize=CONNECTIONS))

"""One clear line for whatever BigQuery or the way to it refuses."""

from __future__ import annotations

import re

from nba_backfill.errors import BackfillError

_MAX = 300  # characters of a message of the service that are passed on


def explain(error: BaseException, doing: str) -> BackfillError:
    """The error to raise for `error`; `doing` says what was attempted, e.g. `merge into a.b`.

    The line holds no credentials: of the service's message only the text is passed on.
    """
    from google.api_core import exceptions as api

    if isinstance(error, BackfillError):
        return error
    if isinstance(error, api.RetryError) and error.cause is not None:
        told = explain(error.cause, doing)
        return BackfillError(f"{told} (gave up retrying)", told.kind)
    return BackfillError(f"BigQuery, {doing}: {_advice(error)}", "warehouse_error")


def is_not_found(error: BackfillError) -> bool:
    """Whether BigQuery said that a table or dataset is not there."""
    from google.api_core.exceptions import NotFound

    return isinstance(error.__cause__, NotFound)


def _advice(error: BaseException) -> str:
    """What went wrong and what to do about it."""
    from google.api_core import exceptions as api
    from google.auth import exceptions as auth

    text, reasons = said(error), {e.get("reason") for e in getattr(error, "errors", None) or []}
    if isinstance(error, auth.DefaultCredentialsError):
        return (
            "no Google credentials; run `gcloud auth application-default login` or point "
            "GOOGLE_APPLICATION_CREDENTIALS to a key file"
        )
    if isinstance(error, auth.RefreshError):
        return "the Google credentials are no longer accepted; log in again"
    if isinstance(error, auth.GoogleAuthError):
        return f"Google sign-in failed ({type(error).__name__})"
    if "quotaExceeded" in reasons:
        return f"a quota is used up: {text}; go on tomorrow or ask Google for more"
    if reasons & {"bytesBilledLimitExceeded"} or "exceeded limit for bytes billed" in text.lower():
        return f"dearer than bigquery.maximum_bytes_billed allows: {text}"
    if "billingTierLimitExceeded" in reasons:
        return (
            f"too much computing for the bytes it reads: {text}; fill fewer dates at once "
            "(start_date, end_date), or use a reservation, which bills by time"
        )
    if "billing" in text.lower() and isinstance(error, api.Forbidden):
        return f"the project has no billing, and the sandbox takes no MERGE: {text}"
    if isinstance(error, api.Forbidden):
        return (
            f"no permission: {text}; the account needs roles/bigquery.jobUser and, for large "
            "results, roles/bigquery.readSessionUser on the project, roles/bigquery.dataEditor on "
            "the datasets"
        )
    if isinstance(error, api.NotFound):
        return f"{text}; check bigquery.project, bigquery.location, bigquery.datasets and .tables"
    if isinstance(error, api.BadRequest):
        return f"refused: {text}"
    return f"no answer: {text}"


def said(error: BaseException) -> str:
    """The first line of the service's message, without HTTP prefixes and job numbers, shortened."""
    entries = getattr(error, "errors", None) or []
    text = (entries[0].get("message") if entries else None) or getattr(error, "message", None)
    first = (str(text or error).strip() or type(error).__name__).splitlines()[0]
    first = re.sub(r"^\d{3} (?:GET|POST|PUT|PATCH|DELETE) \S+ ", "", first)
    return first if len(first) <= _MAX else first[: _MAX - 3] + "..."

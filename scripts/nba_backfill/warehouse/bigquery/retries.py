"""Which errors pass, and the two layers that wait for it.

One HTTP call is repeated by the client library (`call_retry`). A whole step - a statement or a
load, always idempotent - is repeated with a new job by `step_retry`, because the library does not
repeat jobs that failed for a passing reason. Nothing else in the pipeline retries.
"""

from __future__ import annotations

PASSING = frozenset(
    {
        "rateLimitExceeded",
        "backendError",
        "internalError",
        "badGateway",
        "jobRateLimitExceeded",
        "jobBackendError",
        "jobInternalError",
    }
)
FINAL = frozenset(
    {
        "quotaExceeded",
        "accessDenied",
        "billingNotEnabled",
        "billingTierLimitExceeded",
        "notFound",
    }
)
# Statements about one table that ran at the same time: BigQuery says so in words only.
CONFLICTS = ("Could not serialize access", "Too many DML statements outstanding")


def transient(error: BaseException) -> bool:
    """True when the same idempotent job may succeed later."""
    import requests.exceptions as http
    from google.api_core import exceptions as api
    from google.auth import exceptions as auth

    if isinstance(error, api.RetryError):  # one call gave up; its cause decides
        return error.cause is not None and transient(error.cause)
    if isinstance(error, http.SSLError):
        return False
    reasons = {entry.get("reason") for entry in getattr(error, "errors", None) or []}
    if isinstance(error, api.NotFound) and "/upload/" in str(error):
        return True  # the session of an upload that was finished, but whose answer was lost
    if reasons & FINAL:
        return False
    if reasons & PASSING or any(words in str(error) for words in CONFLICTS):
        return True
    return isinstance(
        error,
        api.ServerError
        | api.TooManyRequests
        | ConnectionError
        | auth.TransportError
        | http.ChunkedEncodingError
        | http.ConnectionError
        | http.Timeout,
    )


def call_retry(seconds: float):
    """Repeats one HTTP call for at most `seconds`, two minutes at the longest."""
    from google.cloud.bigquery import DEFAULT_RETRY

    return DEFAULT_RETRY.with_timeout(min(seconds, 120))


def step_retry(seconds: float, on_error=None):
    """Repeats a whole step for at most `seconds`; waits 1, 2, 4 ... 32 s, each cut at random.

    on_error: called with the exception before each wait.
    """
    from google.api_core.retry import Retry

    return Retry(
        predicate=transient, initial=1, maximum=32, multiplier=2, timeout=seconds, on_error=on_error
    )

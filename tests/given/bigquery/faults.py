"""Faults in front of the in-process emulator: an ASGI wrapper with a list of one-shot rules.

A rule matches a request by method, path and a piece of its body. It then answers with an error
(``status``), lets the request run and loses the answer (``after=True``), or waits (``delay``).
"""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass


@dataclass
class Rule:
    """One fault; ``times`` counts down to 0 as it strikes.

    status: HTTP status of the answer, or None to answer as the emulator does (with ``delay``).
    after: run the request first, then answer with ``status`` (a response lost after the commit).
    delay: seconds to wait before anything else. match: bytes the request body must contain.
    """

    method: str
    path: str
    times: int = 1
    status: int | None = 503
    reason: str = "backendError"
    message: str = "injected"
    after: bool = False
    delay: float = 0
    match: bytes = b""

    def strikes(self, scope, body: bytes) -> bool:
        """True when this request is the next one to fail."""
        return (
            self.times > 0
            and self.method == scope["method"]
            and re.search(self.path, scope["path"]) is not None
            and self.match in body
        )

    def answer(self) -> bytes:
        """The error document that BigQuery sends."""
        error = {"reason": self.reason, "message": self.message}
        document = {"code": self.status, "message": self.message, "errors": [error]}
        return json.dumps({"error": document}).encode()


class Faults:
    """The rules of one emulator.

    ``seen`` lists the requests as (method, path, status of the fault or None), ``bodies`` the JSON
    that was posted as (path, text).
    """

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self.seen: list[tuple[str, str, int | None]] = []
        self.bodies: list[tuple[str, bytes]] = []

    def add(self, method: str, path: str, **fields) -> Rule:
        """Add a rule and return it, so that a test can read its ``times``."""
        self.rules.append(Rule(method, path, **fields))
        return self.rules[-1]

    def clear(self) -> None:
        """Forget all rules and requests."""
        self.rules.clear()
        self.seen.clear()
        self.bodies.clear()

    def wrap(self, app):
        """The ASGI application ``app`` behind these rules."""

        async def faulty(scope, receive, send):
            if scope["type"] != "http":
                return await app(scope, receive, send)
            body = await _whole_body(receive)
            rule = next((rule for rule in self.rules if rule.strikes(scope, body)), None)
            self.seen.append((scope["method"], scope["path"], rule.status if rule else None))
            if "/upload/" not in scope["path"]:
                self.bodies.append((scope["path"], body))
            again = _replay(body)
            if rule is None:
                return await app(scope, again, send)
            rule.times -= 1
            await asyncio.sleep(rule.delay)
            if rule.status is None:
                return await app(scope, again, send)
            if rule.after:
                await app(scope, again, _drop)
            headers = [(b"content-type", b"application/json")]
            start = {"type": "http.response.start", "status": rule.status, "headers": headers}
            await send(start)
            await send({"type": "http.response.body", "body": rule.answer()})

        return faulty


async def _whole_body(receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def _replay(body: bytes):
    sent = False

    async def receive():
        nonlocal sent
        if sent:
            await asyncio.sleep(3600)
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def _drop(_message) -> None:
    """Swallow what the emulator answers: the response is lost."""

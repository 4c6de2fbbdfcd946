"""The messages docs/troubleshooting.md explains are those the code can print."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
PAGE = REPOSITORY / "docs" / "troubleshooting.md"
MESSAGES = re.findall(r"^\| `(.+?)`", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


@cache
def printed() -> list[str]:
    """Every text in the library's code, `…` where a value is put in."""
    texts = []
    for path in (REPOSITORY / "scripts").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.append(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = (p.value if isinstance(p, ast.Constant) else "…" for p in node.values)
                texts.append("".join(parts))
    return texts


@pytest.mark.parametrize("message", MESSAGES)
def test_the_message_is_in_the_code(message):
    pattern = re.compile(".*".join(re.escape(part) for part in message.split("…")))
    assert any(pattern.search(text) for text in printed()), f"nothing prints {message!r}"


def test_the_page_has_messages():
    assert len(MESSAGES) >= 30

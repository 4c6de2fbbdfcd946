"""The rules of Phase 4 wait for exactly the processors that `PROCESSORS` says they wait for."""

import re
from pathlib import Path

import pytest
from nba_backfill.tables.processors import PROCESSORS

RULES = Path(__file__).parents[2] / "rules" / "phase4.smk"
SENTINEL = re.compile(r'"<results>/sentinels/(\w+)/\{date\}\.json"')


def edges() -> dict[str, tuple[set[str], set[str]]]:
    """Rule -> the processors whose sentinels it has as inputs, and as output."""
    text = RULES.read_text(encoding="utf-8")
    found = {}
    for rule in re.split(r"^rule ", text, flags=re.M)[1:]:
        inputs, outputs = rule.partition("    output:")[::2]
        found[rule.partition(":")[0]] = (
            set(SENTINEL.findall(inputs)),
            set(SENTINEL.findall(outputs)),
        )
    return found


def test_every_processor_is_a_rule():
    assert [rule for rule in edges() if rule != "vanished_dates"] == list(PROCESSORS)


@pytest.mark.parametrize("processor", PROCESSORS)
def test_a_rule_waits_for_what_its_processor_waits_for(processor):
    inputs, outputs = edges()[processor]
    assert inputs == set(PROCESSORS[processor].waits_for)
    assert outputs == {processor}

"""The rules wait for what `processors.py` says that their processor waits for."""

import re
from pathlib import Path

from nba_backfill.tables.processors import PROCESSORS

RULES = (Path(__file__).parents[2] / "rules" / "phase4.smk").read_text()


def inputs_of(rule: str) -> list[str]:
    """What the inputs of a rule name: `phase3`, or the processor of a sentinel."""
    body = re.search(rf"^rule {rule}:$(.*?)^    output:", RULES, re.MULTILINE | re.DOTALL)[1]
    pattern = r'"<results>/sentinels/(\w+)(?:/\{date\})?\.json",\s*"(\w+)"'
    found = re.findall(pattern, body)
    assert len(found) == body.count("<results>")
    assert {asked_for for _, asked_for in found} == {rule}, "the judge is asked for the rule itself"
    return [name for name, _ in found]


def test_every_processor_has_a_rule():
    rules = re.findall(r"^rule (\w+):$", RULES, re.MULTILINE)
    assert rules == [*PROCESSORS, "vanished_dates"]


def test_inputs_are_the_manifest_and_what_it_waits_for():
    for name, processor in PROCESSORS.items():
        assert sorted(inputs_of(name)) == sorted(["phase3", *processor.waits_for])

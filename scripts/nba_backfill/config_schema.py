"""The settings as a JSON schema, and a wrong value in one line.

Nothing here knows a key by name: `Settings` and its sections say them all.
"""

from __future__ import annotations

import difflib
from functools import cache

from pydantic import BaseModel, ValidationError

CHOICES_TOLD = 8  # more only when none of them is close to what was written
OUT_OF_RANGE = ("greater_than", "less_than", "finite_number")  # pydantic's types of mistakes


@cache
def schema_of(model: type[BaseModel]) -> dict:
    """The keys as a JSON schema, nested as they are written, without references."""
    made = model.model_json_schema()
    return _inlined({key: made[key] for key in made if key != "$defs"}, made["$defs"])


def values_of(rule: dict) -> str:
    """What a key of the schema takes, in words: `integer from 0 to 100`, `list of dates`."""
    if "enum" in rule:
        return ", ".join(rule["enum"])
    if rule.get("format") == "date":
        return "date YYYY-MM-DD"
    kind, *empty = [rule["type"]] if isinstance(rule["type"], str) else rule["type"]
    text = {"array": "list", "object": "mapping"}.get(kind, rule.get("format", kind))
    bounds = {"minimum": "from", "exclusiveMinimum": "above", "maximum": "to"}
    text += "".join(f" {word} {rule[key]}" for key, word in bounds.items() if key in rule)
    items = rule.get("items", {})
    if "enum" in items:
        text += f" of {', '.join(items['enum'])}"
    if items.get("format") == "date":
        text += " of dates"
    return f"{text} or empty" if empty else text


def described(error: ValidationError, model: type[BaseModel]) -> tuple[str, str]:
    """(dotted key, what is wrong with it and what to write instead) of the first mistake.

    Unknown keys come first, then the order of the keys.
    """
    order = list(model.model_fields)

    def place(mistake: dict) -> int:
        unknown = mistake["type"] == "extra_forbidden"
        return -1 if unknown else order.index(mistake["loc"][0])

    mistake = min(error.errors(), key=place)
    schema = schema_of(model)
    path = [part for part in mistake["loc"] if isinstance(part, str)]
    if mistake["type"] == "extra_forbidden":
        return ".".join(path), _unknown(path[-1], list(_rule(path[:-1], schema)["properties"]))
    if path[-1] == "[key]":
        path = path[:-2]  # the key of the mapping; its wrong name is the value
    return ".".join(path), _wrong_value(mistake, _rule(mistake["loc"], schema))


def _unknown(key: str, known: list[str]) -> str:
    close = difflib.get_close_matches(key, known, n=1)
    hint = f"did you mean {close[0]}?" if close else f"known keys: {', '.join(known)}"
    return f"unknown key; {hint}"


def _rule(location, schema: dict) -> dict:
    """The part of the schema that speaks of the value at a location of pydantic's."""
    rule = schema
    for part in location:
        if part == "[key]":
            return rule["propertyNames"]
        if isinstance(part, int):
            rule = rule["items"]
        elif "properties" in rule:
            rule = rule["properties"][part]
        elif isinstance(rule.get("additionalProperties"), dict):
            rule = rule if location[-1] == "[key]" else rule["additionalProperties"]
    return rule


def _wrong_value(mistake: dict, rule: dict) -> str:
    value = mistake["input"]
    if rule.get("format") == "date":
        return f"{value!r} is no date; write YYYY-MM-DD"
    if "enum" in rule:
        choices = rule["enum"]
        close = difflib.get_close_matches(str(value), choices, n=1)
        hint = f"did you mean {close[0]}?" if close else ""
        if not close or len(choices) <= CHOICES_TOLD:
            hint = f"{hint} choose from {', '.join(choices)}".strip()
        return f"{value!r} is not known; {hint}"
    if said := str(mistake.get("ctx", {}).get("error", "")):
        return f"{value!r} {said}"
    what = "is out of range" if mistake["type"].startswith(OUT_OF_RANGE) else "does not fit"
    wanted = values_of(rule)
    return f"{value!r} {what}; write {'an' if wanted[0] in 'aeiou' else 'a'} {wanted}"


def _inlined(rule, definitions: dict):
    """A piece of pydantic's schema: references resolved, titles gone, optional types as a list."""
    if isinstance(rule, list):
        return [_inlined(item, definitions) for item in rule]
    if not isinstance(rule, dict):
        return rule
    rule = dict(rule)
    if "$ref" in rule:
        rule = {**definitions[rule.pop("$ref").rpartition("/")[2]], **rule, "default": {}}
    if "anyOf" in rule:
        value, empty = (_inlined(one, definitions) for one in rule.pop("anyOf"))
        rule = {**value, "type": [value["type"], empty["type"]], **rule}
    if isinstance(rule.get("title"), str):
        del rule["title"]
    return {key: _inlined(value, definitions) for key, value in rule.items()}

"""`snakemake source`: what is in the source folder, what is derived from it, what is unknown.

Files of another format are brought into the project's own form on the way (results/source/).
"""

from __future__ import annotations

import json
import textwrap

from nba_backfill.errors import printable
from nba_backfill.phase3 import formats
from nba_backfill.phase3 import source as sources
from nba_backfill.phase3.build import describe
from nba_backfill.phase3.findings import told_of
from nba_backfill.plan.plan import Plan
from nba_backfill.terminal import number_of

WIDTH, NAMES = 100, 33  # columns of the page, and of its names


def show(plan: Plan) -> None:
    """Print the coverage of the source folder. Raises BackfillError (bad_source)."""
    settings = plan.settings
    if settings.phase3 != "files":
        print(f"Source: {sources.label(settings)}; `source` looks at a folder: "
              "--config phase3=files source_dir=<folder>")  # fmt: skip
        return
    found = formats.coverage(settings.source_dir, settings.source_format, settings.results)
    folder = sources.folder(settings)
    found |= describe(folder, settings.props.bookmakers)
    if settings.format == "json":
        print(json.dumps({**found, "own_form": str(folder)}, indent=1, ensure_ascii=False))
    else:
        print("\n".join(lines(found, str(folder))))


def lines(found: dict, folder: str) -> list[str]:
    """The page on a terminal; folder: where the own form is."""
    page = [f"{found['source_dir']}: {', '.join(found['formats']) or 'nothing known'}"]
    for name, relation in found["relations"].items():
        if relation["rows"]:
            page += _item(f"{name} {relation['rows']:,}", [_file(f) for f in relation["files"]])
            derived = [f"{what}: {how}" for what, how in relation["derived"].items()]
            page += _item("  derived", derived) if derived else []
    page.append("known of it")
    for name, group in found["groups"].items():
        page += _item(f"  {name}", [_state(group)])
    page += _item("counted", found["notes"]) if found["notes"] else []
    page += _item("odd or lacking", told_of(found["findings"])) if found["findings"] else []
    unused = [f"{item['file']}: {item['why']}" for item in found["not_used"]]
    page += _item("not used", unused) if unused else []
    if folder != found["source_dir"]:
        page += _item("own form", [f"{folder}/ (coverage.json there has this page)"])
    return [printable(line) for line in page]


def _file(file: dict) -> str:
    return f"{file['file']} ({file['dataset']})"


def _state(group: dict) -> str:
    if group["state"] == "unknown":
        return f"unknown: {group['without']}"
    counted = number_of(group["have"], group["unit"][:-1])
    if group["state"] == "given":
        return f"given: {counted}" + f" of {group['of']:,}" * (group["have"] < group["of"])
    return f"in part: {counted} of {group['of']:,}; the others: {group['without']}"


def _item(name: str, texts: list[str]) -> list[str]:
    """A name and its texts beside it, wrapped."""
    wrapped = [
        line
        for text in texts
        for line in textwrap.wrap(text, WIDTH - NAMES, subsequent_indent="  ") or [""]
    ]
    names = [f"  {name}", *[""] * (len(wrapped) - 1)]
    return [f"{first:<{NAMES}} {text}".rstrip() for first, text in zip(names, wrapped, strict=True)]

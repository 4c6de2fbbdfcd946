"""How Snakemake was started: what a command to paste must repeat to do the same elsewhere."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

SNAKEFILES = ("Snakefile", "snakefile", "workflow/Snakefile", "workflow/snakefile")


@dataclass(frozen=True)
class Invocation:
    """The words of a command line that are neither settings nor targets, and the targets.

    places: --snakefile, --directory and --configfile, where the command needs them; targets: those
    asked for by name; snakefile: the main one; prefix: of the rules' names in a workflow that
    imports this one.
    """

    places: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    prefix: str = ""
    snakefile: str = ""


def of(workflow) -> Invocation:
    """The invocation that `workflow` (Snakemake's) belongs to, once its plan is known."""
    dag = workflow.dag_settings
    return Invocation(
        tuple(_places(workflow)),
        tuple(sorted(dag.targets)) if dag else (),
        _prefix({rule.name for rule in workflow.rules}),
        str(Path(str(workflow.main_snakefile)).resolve()),
    )


def _places(workflow) -> list[str]:
    started_in, words = Path.cwd(), []
    if workflow.overwrite_workdir:
        started_in = Path(os.environ.get("PWD", started_in))
        words += ["--directory", str(Path.cwd())]
    snakefile = Path(str(workflow.main_snakefile)).resolve()
    if snakefile not in [(started_in / name).resolve() for name in SNAKEFILES]:
        words = ["--snakefile", str(snakefile), *words]
    configfiles = workflow.config_settings.configfiles or ()
    if configfiles:
        words += ["--configfile", *(str((started_in / file).resolve()) for file in configfiles)]
    return words


def _prefix(rules: set[str]) -> str:
    """What stands before the names of our rules: nothing, or e.g. `nba_`."""
    ours = "verify_phase3"
    return next((name.removesuffix(ours) for name in sorted(rules) if name.endswith(ours)), "")

"""Settings and plan of this invocation, made once while Snakemake reads the workflow.

INPUTS  the configuration and the source (what takes long to find out is kept in results/source/)
NAMES   settings, plan, this_run; current(), source_files() and vanished() for the inputs of the
        rules; fingerprint() for their params; backfill(), remove_vanished() and target() for their
        jobs

What is to be made is for `plan.judge` to say, not for the times of files or for what Snakemake
remembers of earlier runs. The input functions below force the jobs whose output the judge does not
call current, in every invocation, dry runs included; the inputs of all others are `ancient`.
"""

import datetime as dt
import gc
import sys
from functools import cache, partial
from inspect import signature
from pathlib import Path

root = Path(str(workflow.current_basedir)).parent
sys.path.insert(0, str(root / "scripts"))

try:
    from nba_backfill.operator import display, preview, target
    from nba_backfill.operator.training_set import exported_files
    from nba_backfill.phase4.run import Run
    from nba_backfill.phase4.step import backfill
    from nba_backfill.phase4.vanished import remove_vanished
    from nba_backfill.plan import command, invocation
    from nba_backfill.plan.plan import plan_or_exit
    from nba_backfill.results import season_file, vanished_file
    from nba_backfill.tables.processors import fingerprint
except ModuleNotFoundError as error:
    of = workflow.current_basedir  # of a module on a host of repositories: that of the repository
    if getattr(of, "repo", None):
        install = f"'git+https://{of.host}/{of.repo}@{of.ref}'"
    elif getattr(of, "repo_path", None):
        install = f"'git+file://{Path(of.repo_path).absolute()}@{of.ref}'"
    else:
        install = f"-r '{root / 'envs' / 'requirements.txt'}'"
    raise SystemExit(
        f"bad_config: Python has no package {error.name}, which this workflow needs beside "
        f"Snakemake; install it: pip install {install}"
    ) from None


wildcard_constraints:
    date=r"\d{4}-\d{2}-\d{2}",


# Snakemake makes some hundred objects a job and drops none before the end. Python's collector would
# go through all of them again and again, a third of the time of a preview: it rests until the jobs
# begin (Run.start). gc.freeze() would do as well, but what is frozen at the end DuckDB calls leaked.
gc.disable()
gc.set_threshold(100_000)

display.install(workflow)
command.say(partial(invocation.of, workflow))
plan = plan_or_exit(config, workflow.pathvars.apply("<results>"), workflow.pathvars.apply("<logs>"))
settings = plan.settings
OF_WILDCARDS = signature(lambda wildcards: None)
this_run = Run(workflow, plan)
if not workflow.modifier.is_main_snakefile():
    this_run.attach()
preview.install(workflow, plan)


def current(path, processor):
    """Input function: the manifest or a sentinel that a job of this processor waits for.

    A partition that the judge does not call current is forced, as is what --forcerun names. Its
    inputs are not ancient: below a job that runs, Snakemake looks at the inputs of a job before it
    looks whether it is forced. One that is current waits for nothing: the rows it reads are
    current. Only pictures of the workflow show what it was made from.
    """
    pattern = workflow.pathvars.apply(path)  # now: in a job they are those of an importing workflow

    def path_of(wildcards):
        needed = pattern.format(date=wildcards.date)
        if is_to_run(processor, wildcards.date):
            return needed
        is_picture = workflow.scheduling_settings is None  # nothing is going to be run
        return ancient(needed) if is_picture and Path(needed).exists() else []

    path_of.__signature__ = OF_WILDCARDS  # Snakemake asks for it before every call
    return path_of


@cache
def is_to_run(processor, date):
    """Whether the partition is made: the judge does not call it current, or it is forced."""
    filled_by, dag = getattr(rules, processor), workflow.dag
    made = str(filled_by.output[0]).format(date=date)
    if plan.judge.why(processor, dt.date.fromisoformat(date)):
        dag.forcefiles.add(made)
    return made in dag.forcefiles or not dag.forcerules.isdisjoint([filled_by.rule])


def source_files(wildcards):
    """Input function: the files Phase 3 is built from; its tables are forced unless current."""
    if plan.judge.why_phase3:
        workflow.dag.forcefiles.add(str(rules.phase3.output[0]))
    return [ancient(file) for file in plan.source_files]


def vanished(wildcards):
    """Input function: the record of the removal, when filled dates have no game any more."""
    if not plan.judge.vanished:
        return []
    workflow.dag.forcefiles.add(str(rules.vanished_dates.output[0]))
    return vanished_file(settings.results)


def all_sentinels(wildcards):
    """The sentinels of all chosen processors and planned dates; the manifest, unless current."""
    return manifest_to_build() + [
        plan.sentinel_file(name, day) for name in settings.processors for day in plan.dates
    ]


def manifest_to_build():
    """The Phase 3 manifest, unless current.

    No partition may be waiting for it: the outcomes of the newest date are in no row of another.
    """
    return [plan.manifest_file] if plan.judge.why_phase3 else []


def feature_sentinels(wildcards):
    """The sentinels of the feature store of all planned dates, whatever processors are chosen."""
    return [plan.sentinel_file("ml_feature_store", day) for day in plan.dates]


def seasons_left(wildcards):
    """The records that the jobs of the seasons with work left will write, a name a run."""
    return manifest_to_build() + [
        season_file(settings.results, this_run.id, year) for year in plan.seasons_left
    ]


def season_command(wildcards):
    """The words of a backfill of one season alone, with this run's settings, in this folder."""
    return command.of_season(plan, int(wildcards.year), root / "profiles" / "default")

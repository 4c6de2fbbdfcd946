"""Settings and plan of this invocation, made once while Snakemake reads the workflow.

INPUTS  the configuration and the source's schedule (nothing is written)
NAMES   settings, plan, this_run; unless_kept() and source_digest() for the inputs
        and params of the rules; backfill() and target() for their jobs
"""

import datetime as dt
import sys
from functools import partial
from pathlib import Path

root = Path(str(workflow.current_basedir)).parent
sys.path.insert(0, str(root / "scripts"))

try:
    from nba_backfill.operator import display, preview, target
    from nba_backfill.phase4.run import Run
    from nba_backfill.phase4.step import backfill
    from nba_backfill.plan import command, invocation
    from nba_backfill.plan.plan import plan_or_exit
    from nba_backfill.results import season_file
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


display.install(workflow)
command.say(partial(invocation.of, workflow))
plan = plan_or_exit(config, workflow.pathvars.apply("<results>"), workflow.pathvars.apply("<logs>"))
settings = plan.settings
this_run = Run(workflow, plan)
if not workflow.modifier.is_main_snakefile():
    this_run.attach()
preview.install(workflow, plan)


def unless_kept(path, processor):
    """Input function: `path`, made `ancient` for dates whose sentinel can be kept.

    An ancient input that is made again does not rerun a job. Snakemake then skips all other
    checks of that job, so only jobs without a reason to run may have ancient inputs.
    """

    pattern = workflow.pathvars.apply(path)  # now: in a job they are those of an importing workflow

    def path_of(wildcards):
        resolved = pattern.format(date=wildcards.date)
        is_kept = plan.is_kept(processor, dt.date.fromisoformat(wildcards.date))
        return ancient(resolved) if is_kept else resolved

    return path_of


def source_digest(wildcards):
    """Digest of everything in the source that may touch the rows of a date."""
    return plan.source_digest(dt.date.fromisoformat(wildcards.date))


def all_sentinels(wildcards):
    """The sentinels of all chosen processors and planned dates."""
    return [plan.sentinel_file(name, day) for name in settings.processors for day in plan.dates]


def seasons_left(wildcards):
    """The records that the jobs of the seasons with work left will write, a name a run."""
    return [season_file(settings.results, this_run.id, year) for year in plan.seasons_left]


def season_command(wildcards):
    """The words of a backfill of one season alone, with this run's settings, in this folder."""
    return command.of_season(plan, int(wildcards.year), root / "profiles" / "default")

"""Settings and plan of this invocation, made once while Snakemake reads the workflow.

INPUTS  the configuration and the source's schedule (nothing is written)
NAMES   settings, plan, planned_dates, this_run; fingerprint(), source_digest(), phase3_of()
        for the params and inputs of the rules
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(str(workflow.current_basedir)).parent / "scripts"))

from nba_backfill import planning
from nba_backfill.run import Run


wildcard_constraints:
    date=r"\d{4}-\d{2}-\d{2}",


planned = planning.planned_or_exit(config, workflow.pathvars.apply("<results>"))
settings = planned.settings
plan = planned.plan
planned_dates = [str(date) for date in plan.dates]
this_run = Run(workflow, planned)


def phase3_of(wildcards):
    """The Phase 3 manifest, as old as can be for a date whose source is the one it was built from."""
    manifest = f"{settings.results}/sentinels/phase3.json"
    return manifest if planned.is_changed(wildcards.date) else ancient(manifest)


def source_digest(wildcards):
    """Digest of everything in the source that may touch the rows of a date."""
    return planned.source_digest(wildcards.date)

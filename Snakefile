"""Backfill of the five Phase 4 tables, one game date at a time.

    snakemake --cores 2          fill everything in config/config.yaml
    snakemake -n                 show what remains
    snakemake status             what is done, failed, stale; works while a backfill runs

One rule per processor, one sentinel file per (processor, date); chapters in rules/.
"""

from pathlib import Path

from snakemake.utils import min_version

min_version("9.19")


own_config = Path(str(workflow.current_basedir)) / "config" / "config.yaml"


# That of the working directory, else the one beside this file (as with --snakefile elsewhere).
configfile: "config/config.yaml" if Path("config/config.yaml").exists() else str(own_config)


report: "rules/captions/workflow.rst"


include: "rules/plan.smk"
include: "rules/phase3.smk"
include: "rules/phase4.smk"
include: "rules/cluster.smk"
include: "rules/operator.smk"


localrules:
    all,
    seasons,
    verify_phase3,
    status,
    audit,
    report,


onstart:
    this_run.start_or_exit()


onsuccess:
    this_run.finish(success=True)


onerror:
    this_run.finish(success=False)


rule all:
    """All chosen processors for all planned dates."""
    default_target: True
    input:
        all_sentinels,
        vanished,

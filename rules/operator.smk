"""What the operator asks: may I start, what is done, is it right, how does it look.

INPUTS  sentinels, failure and run records, and the warehouse, as they are
OUTPUTS tables on the terminal (or JSON: --config format=json) and files in results/reports/

None of these takes the lock of a backfill, so all of them work beside one. Those that print tables
do so in process: the progress display would eat the last lines of a subprocess.
"""


rule source:
    """What is in the source folder, what is derived from it, what is unknown."""
    log:
        "<logs>/source.log",
    run:
        target("source", plan, log[0])


rule verify_phase3:
    """Are the exact Phase 3 inputs of each processor and date there? Fails when they are not."""
    log:
        "<logs>/verify_phase3.log",
    run:
        target("verify_phase3", plan, log[0])


rule status:
    """Dates done, stale, failed, blocked, missing and skipped, per season and processor."""
    log:
        "<logs>/status.log",
    run:
        target("status", plan, log[0])


rule audit:
    """Check every sentinel and every published row again. Fails when something is wrong."""
    log:
        "<logs>/audit.log",
    run:
        target("audit", plan, log[0])


rule report:
    """One self-contained HTML page about the backfill as it stands."""
    output:
        report(
            "<results>/reports/backfill.html",
            caption="captions/backfill.rst",
            category="Backfill",
        ),
    log:
        "<logs>/report.log",
    conda:
        "../envs/environment.yaml"
    params:
        state=plan.state_of_results,
        results=settings.results,
    script:
        "../scripts/report.py"


rule training_set:
    """For modellers: the features of each listed player beside what he then did, as one file."""
    input:
        feature_sentinels,
        "<results>/sentinels/phase3.json",  # outcomes change where no row of a sentinel does
    output:
        **exported_files(plan),
    log:
        "<logs>/training_set.log",
    conda:
        "../envs/environment.yaml"
    params:
        results=settings.results,
    script:
        "../scripts/training_set.py"

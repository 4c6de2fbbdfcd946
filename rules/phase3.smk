"""Phase 3: the schedule and the analytics tables, built season by season.

INPUTS  the source files (phase3: files), the simulated league, or tables that exist
OUTPUTS the tables of nba_reference and nba_analytics in the warehouse;
        results/sentinels/phase3.json, the manifest: source, digests per table and date, findings
"""


rule phase3:
    """Build the Phase 3 tables and the manifest that says from what."""
    input:
        source_files,
    output:
        report("<results>/sentinels/phase3.json", caption="captions/phase3.rst", category="Phase 3"),
    log:
        "<logs>/phase3.log",
    conda:
        "../envs/environment.yaml"
    params:
        source=plan.source_digests.whole,
        results=settings.results,
    script:
        "../scripts/phase3.py"


rule platform_phase3:
    """Make the Phase 3 tables of the original platform's own; only dates that changed are touched."""
    log:
        "<logs>/platform_phase3.log",
    run:
        target("platform_phase3", plan, log[0])

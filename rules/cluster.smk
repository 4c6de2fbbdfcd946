"""A season is the unit for a cluster: one job each, after Phase 3.

INPUTS  the Phase 3 manifest
OUTPUTS the season's partitions and sentinels, as `all` makes them, by a backfill of its own inside
        the job; results/runs/<run>/season-<year>.json, a line about how the job ended

`snakemake seasons` asks for the seasons with work left, so nothing is submitted for the others.
"""


rule season:
    """All dates of one season, filled by a backfill of its own; `snakemake seasons` asks for them."""
    input:
        "<results>/sentinels/phase3.json",
    output:
        "<results>/runs/{run}/season-{year}.json",
    log:
        "<logs>/season/{run}-{year}.log",
    wildcard_constraints:
        run=r"[^/]+",
        year=r"\d{4}",
    conda:
        "../envs/environment.yaml"
    threads: 4
    params:
        command=season_command,
    script:
        "../scripts/season.py"


rule seasons:
    """Every season with work left, one job each: the target for a cluster."""
    input:
        seasons_left,

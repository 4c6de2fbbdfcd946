"""What the audit says to run puts the warehouse right."""

import subprocess
from dataclasses import replace

from filled import fill
from nba_backfill import audit
from nba_backfill.audit.problem import repair


def test_repair(damaged, day, rules, rewrite):
    def change(rows):
        rows[0]["fatigue_score"] = 40
        return rows

    rewrite(damaged.partition("player_composite_factors", day, "game_date"), change)
    settings = replace(damaged.settings, audit_sample=0)
    problem = next(p for p in audit.examine(settings).errors if p.rule == "altered_rows")
    remove, again = repair(problem, settings).split("; ")
    assert again.startswith("snakemake --cores all")
    assert f"dates={day}" in again
    subprocess.run(remove, shell=True, check=True)
    fill(damaged, [day])
    assert rules(damaged) == set()

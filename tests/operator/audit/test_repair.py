"""What the audit says to run puts the warehouse right."""

import subprocess

from given.phase4 import fill
from nba_backfill.operator import audit
from nba_backfill.operator.audit.problem import grouped, repair
from nba_backfill.plan.plan import make_plan
from nba_backfill.settings import Audit


def test_repair(damaged, day, rules, rewrite):
    def change(rows):
        rows[0]["fatigue_score"] = 40
        return rows

    rewrite(damaged.partition("player_composite_factors", day, "game_date"), change)
    settings = damaged.settings.model_copy(update={"audit": Audit(sample=0)})
    groups = grouped(audit.examine(make_plan(settings)).errors)
    altered = next(group for group in groups if group[0].rule == "altered_rows")
    remove, again = repair(altered, settings).split("; ")
    assert again.startswith("snakemake --cores all")
    assert f"dates={day}" in again
    subprocess.run(remove, shell=True, check=True)
    fill(damaged, [day])
    assert rules(damaged) == set()

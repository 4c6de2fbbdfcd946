"""Write the HTML report (rule report).

Snakemake gives: `config`, the results folder as `params.results`, the page as `output[0]`, the log
file as `log[0]`.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from nba_backfill.operator.display import script_failed
from nba_backfill.operator.report import build
from nba_backfill.plan.plan import make_plan
from nba_backfill.results import log_file
from nba_backfill.settings import load_settings

DISPLAYED = 4  # lines of the progress display, which overwrites as many above the cursor

with log_file(snakemake.log[0]) as log:
    try:
        settings = load_settings(snakemake.config, Path.cwd(), snakemake.params.results)
        build(make_plan(settings), Path(snakemake.output[0]), logs=Path(snakemake.log[0]).parent)
        print(f"wrote {snakemake.output[0]}", file=log)
        below = "\n" * DISPLAYED if sys.stdout.isatty() else ""
        print(f"\nReport: {snakemake.output[0]}{below}", flush=True)
    except BaseException as error:
        raise script_failed("report", error, log) from None

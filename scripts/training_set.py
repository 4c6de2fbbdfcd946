"""Write the training set and its data card (rule training_set).

Snakemake gives: `config`, the results folder as `params.results`, the files as `output`, the log
file as `log[0]`.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from nba_backfill.operator.display import script_failed
from nba_backfill.operator.training_set import write
from nba_backfill.plan.plan import make_plan
from nba_backfill.results import log_file
from nba_backfill.settings import load_settings
from nba_backfill.warehouse import open_warehouse

with log_file(snakemake.log[0]) as log:
    try:
        settings = load_settings(snakemake.config, Path.cwd(), snakemake.params.results)
        place = write(make_plan(settings), open_warehouse(settings))
        print(f"wrote {place}", file=log)
    except BaseException as error:
        raise script_failed("training_set", error, log) from None

"""Build Phase 3 and write its manifest (rule phase3).

Snakemake gives: `config`, the results folder as `params.results`, the digest of the source that
was planned for as `params.source`, the manifest as `output[0]`, the
log file as `log[0]`.
"""

import os
import sys
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from nba_backfill.operator.display import script_failed
from nba_backfill.phase3.build import build_phase3
from nba_backfill.phase3.findings import told
from nba_backfill.phase4 import lock
from nba_backfill.phase4.run import RUN
from nba_backfill.results import log_file
from nba_backfill.settings import load_settings
from nba_backfill.warehouse import open_warehouse

with log_file(snakemake.log[0]) as log:
    try:
        settings = load_settings(snakemake.config, Path.cwd(), snakemake.params.results)
        run, locks = lock.join(settings.results, os.environ.get(RUN), builds_phase3=True)
        manifest = build_phase3(
            settings, open_warehouse(settings), partial(print, file=log), snakemake.params.source
        )
        for line in told(manifest):
            print(line, file=log)
        manifest.write(Path(snakemake.output[0]))
    except BaseException as error:
        raise script_failed("phase3", error, log) from None

"""Build Phase 3 and write its manifest (rule phase3).

Snakemake gives: `config`, the results folder as `params.results`, the manifest as `output[0]`, the
log file as `log[0]`.
"""

import sys
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from nba_backfill import planning, sentinel
from nba_backfill.phase3 import build_phase3
from nba_backfill.step import described
from nba_backfill.warehouse import open_warehouse


def build(config: dict, results: str, manifest_file: str, log) -> None:
    """Phase 3 in the warehouse, its manifest, and the source digests for the next plan."""
    planned = planning.prepare(config, results)
    manifest = build_phase3(planned.settings, open_warehouse(planned.settings), log)
    manifest["source_digests"] = planned.source_digests
    seen = {"source": planning.seen_source(planned.settings), "digests": planned.source_digests}
    sentinel.write(planning.seen_file(planned.settings), seen)
    sentinel.write(manifest_file, manifest)


with Path(snakemake.log[0]).open("w", encoding="utf-8", buffering=1) as log_file:
    try:
        build(snakemake.config, snakemake.params.results, snakemake.output[0], log_file)
    except BaseException as error:
        traceback.print_exc(file=log_file)
        known = described(error)
        raise SystemExit(f"{known.kind}: phase3: {known} (log: {snakemake.log[0]})") from None

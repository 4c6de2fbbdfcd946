"""Fill one season by a backfill of its own (rule season), as a job of a cluster does.

Snakemake gives: the command of that backfill as the list of words `params.command`, a record of how
it ended as `output[0]`, and the log file as `log[0]`, which gets all that it prints.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from nba_backfill.errors import BackfillError
from nba_backfill.operator.display import FAILED, script_failed
from nba_backfill.results import write_json


def why(log: Path, code: int) -> BackfillError:
    """The reason the backfill ended with: its last line of an error, or how many dates failed."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    refused = [match for line in lines if (match := FAILED.fullmatch(f"failed, {line}"))]
    if refused:
        return BackfillError(refused[-1][2], refused[-1][1])
    failed = sum(line.startswith("✗") for line in lines)
    told = f"{failed} jobs failed" if failed else f"the backfill ended with exit code {code}"
    return BackfillError(f"{told}; `snakemake status` lists the dates", "missing_upstream")


began = time.monotonic()
path = Path(snakemake.log[0])
words = [sys.executable, "-m", *snakemake.params.command, "--cores", str(snakemake.threads)]
with path.open("w", encoding="utf-8") as log:
    # the settings of the main Snakemake (a cluster's profile) are not those of this one
    inherited = {key: value for key, value in os.environ.items() if key != "SNAKEMAKE_PROFILE"}
    ended = subprocess.run(words, stdout=log, stderr=subprocess.STDOUT, env=inherited)
if ended.returncode:
    with path.open("a", encoding="utf-8") as log:
        raise script_failed("season", why(path, ended.returncode), log)
write_json(
    Path(snakemake.output[0]),
    {"season": int(snakemake.wildcards.year), "seconds": round(time.monotonic() - began, 1)},
)

"""A sentinel named as target that is not to be filled: one line before any job, and
nothing is left but the answer of what the source holds."""

import pytest
from given.run import checkout, snakemake

SENTINELS = "results/sentinels/player_daily_cache"
CASES = {
    "2023-10-24": "bootstrap: day 0 of the season, the first 5 are not filled; "
    "the first one that is: 2023-10-29",
    "2023-11-03": "2023-11-03 has no game; the nearest game dates are 2023-11-02 and 2023-11-05",
    "2023-13-45": "2023-13-45 is no date; write YYYY-MM-DD",
    "2023-10-31": "2023-10-31 is not among the dates to fill (2023-11-01 .. 2024-06-30); "
    "--config dates=2023-10-31",
}


@pytest.mark.parametrize("day", CASES)
def test_it_is_refused(day, tmp_path):
    folder = checkout(tmp_path / "nba")
    start = "2023-11-01" if day == "2023-10-31" else "2023-10-24"
    run = snakemake(folder, f"{SENTINELS}/{day}.json", start_date=start)
    assert run.returncode == 1
    last = run.stdout.rstrip().splitlines()[-1]
    assert last == f"bad_config: {SENTINELS}/{day}.json: {CASES[day]}"
    left = [path for path in (folder / "results").rglob("*") if path.is_file()]
    assert left == [folder / "results" / "source" / "files.json"]

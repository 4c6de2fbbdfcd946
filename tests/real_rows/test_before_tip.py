"""A real date, filled once more as it was before tip-off: the same sentinels, the same bytes.

2024-02-10 is the second date after a trade deadline: two dozen players have new teams, and some are
listed for two. Sixty dates of three seasons: `snakemake audit --config 'audit={upcoming: 20}'`.
"""

import datetime as dt

import duckdb
from given.phase4 import Filled
from given.tonight import plain_run
from nba_backfill.operator.audit.before_tip import check_before_tip
from nba_backfill.settings import load_settings

DAY = dt.date(2024, 2, 10)


def test_after_the_trade_deadline(realdata, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    for name in ("games", "player_box", "shots", "odds", "props"):
        duckdb.execute(
            f"COPY (FROM '{realdata}/{name}.parquet' WHERE season = '2023-24' AND game_date <= ?) "
            f"TO '{source}/{name}.parquet'",
            [DAY + dt.timedelta(days=1)],
        )
    config = {"phase3": "files", "source_dir": str(source), "dates": [str(DAY)]}
    config["audit"] = {"upcoming": 1}
    filled = Filled(load_settings(config, tmp_path, tmp_path / "results"))
    assert set(plain_run(filled).values()) == {"done"}
    assert check_before_tip(filled.plan, [DAY]) == ([], [DAY])

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from given.files import phase3
from nba_backfill.phase3.build import BUILD_ORDER
from nba_backfill.phase3.digests import table_digests

CUT = dt.date(2021, 11, 20)


def test_a_source_that_ends_earlier_gives_the_same_rows_up_to_its_end(realdata, real, tmp_path):
    for name in ("games", "player_box", "shots", "odds"):
        table = pq.read_table(Path(realdata) / f"{name}.parquet")
        early = table.filter(pc.less_equal(table["game_date"], pa.scalar(CUT)))
        pq.write_table(early, tmp_path / f"{name}.parquet")

    cut = phase3(tmp_path)
    for name in ("nba_schedule", *BUILD_ORDER):
        whole = table_digests(real, name)
        assert table_digests(cut, name) == {d: v for d, v in whole.items() if d <= CUT}

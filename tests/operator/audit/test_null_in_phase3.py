"""A Phase 3 table with NULL where its contract has none: told, and no proof is tried with it."""

import pyarrow as pa
import pyarrow.parquet as pq


def test_null_where_none_may_be(damaged, rules):
    root = damaged.settings.parquet_root
    file = root / "nba_analytics" / "player_game_summary" / "season_year=2023" / "data.parquet"
    rows = pq.read_table(file)
    schema = pa.schema([field.with_nullable(True) for field in rows.schema], rows.schema.metadata)
    listed = rows.to_pylist()
    played = damaged.dates[2]
    changed = next(row for row in listed if row["game_date"] == played)
    changed["game_type"] = None
    pq.write_table(pa.Table.from_pylist(listed, schema), file)

    found = rules(damaged, sample=1)

    assert ("rows", "player_game_summary", played, "not_null") in found
    assert ("point_in_time", "player_game_summary", "not_null") in {
        (check, table, rule) for check, table, _, rule in found
    }

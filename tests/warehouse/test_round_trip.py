import math

from warehouse.sample import DAYS, WIDE, note, rows_sql


def test_published_rows_read_back_as_staged(warehouse):
    day = DAYS[1]
    row = {
        "game_date": day,
        "player_lookup": "amy",
        "is_home": False,
        "days_rest": None,
        "fatigue_score": -3.25,
        "missing_features": [],
        "feature_names": ["a", "b"],
        "window_first_date": None,
    }
    warehouse.create(WIDE)
    staged = warehouse.stage(WIDE, rows_sql([{**row, "features": [0.5, math.nan]}], WIDE), day, day)
    warehouse.publish(WIDE, staged, note(day))

    rows = warehouse.query(
        f"SELECT * FROM {WIDE.full_name} WHERE game_date BETWEEN @start_date AND @end_date",
        day,
        day,
    )
    [read] = rows.select(list(WIDE.columns)).to_pylist()
    assert {name: read[name] for name in row} == row
    assert read["features"][0] == 0.5 and math.isnan(read["features"][1])
    assert len(read["features"]) == 2 and len(read["data_hash"]) == 16

from warehouse.sample import DAYS, TABLE, held, note, rows_sql, teams


def test_publishing_the_same_staged_rows_twice_changes_nothing(warehouse):
    staged = warehouse.stage(TABLE, rows_sql(teams(DAYS[0], "BOS", "NYK")), DAYS[0], DAYS[0])

    for _ in range(2):
        warehouse.publish(TABLE, staged, note(DAYS[0]))

    assert held(warehouse) == [(10, "BOS"), (10, "NYK")]

from warehouse.sample import DAYS, TABLE, held, rows_sql, teams


def test_staged_rows_are_not_visible_in_the_table(warehouse):
    staged = warehouse.stage(TABLE, rows_sql(teams(DAYS[0], "BOS")), DAYS[0], DAYS[0])

    assert held(warehouse) == []
    assert warehouse.query(f"SELECT 1 AS one FROM {staged}", DAYS[0], DAYS[0]).num_rows == 1

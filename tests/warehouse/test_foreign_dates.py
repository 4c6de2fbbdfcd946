from warehouse.sample import DAYS, TABLE, rows_sql, teams


def test_rows_of_dates_outside_the_range_are_not_staged(warehouse):
    sql = rows_sql(teams(DAYS[0], "BOS") + teams(DAYS[1], "NYK") + teams(DAYS[2], "MIA"))

    staged = warehouse.stage(TABLE, sql, DAYS[1], DAYS[1])

    rows = warehouse.query(f"SELECT team_abbr FROM {staged}", DAYS[1], DAYS[1])
    assert rows["team_abbr"].to_pylist() == ["NYK"]

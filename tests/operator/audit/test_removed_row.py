"""A partition that lost a row has another number of rows and another population."""


def test_removed_row(damaged, day, rules, rewrite):
    rewrite(damaged.partition("player_composite_factors", day, "game_date"), lambda rows: rows[1:])
    found = rules(damaged)
    assert ("sentinels", "player_composite_factors", day, "row_count") in found
    assert ("tables", "player_composite_factors", day, "population") in found

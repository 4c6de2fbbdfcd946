from warehouse.sample import DAYS, TABLE, held, put


def test_publishing_a_date_again_leaves_only_the_new_rows(warehouse):
    put(warehouse, DAYS[0], "BOS", "NYK")
    put(warehouse, DAYS[1], "MIA")

    put(warehouse, DAYS[0], "LAL")

    assert held(warehouse) == [(10, "LAL"), (11, "MIA")]
    assert warehouse.dates(TABLE) == {DAYS[0], DAYS[1]}

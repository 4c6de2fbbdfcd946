from warehouse.sample import DAYS, held, put


def test_an_empty_result_clears_the_date(warehouse):
    put(warehouse, DAYS[0], "BOS")
    put(warehouse, DAYS[1], "NYK")

    put(warehouse, DAYS[0])

    assert held(warehouse) == [(11, "NYK")]

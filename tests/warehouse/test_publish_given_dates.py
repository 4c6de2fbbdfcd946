from warehouse.sample import DAYS, held, note, publish, put, teams


def test_only_the_noted_dates_are_replaced(warehouse):
    for day in DAYS[:4]:
        put(warehouse, day, "OLD")
    rows = [row for day in DAYS[:4] for row in teams(day, "NEW")]

    publish(warehouse, rows, note(DAYS[0], DAYS[2]))

    assert held(warehouse) == [(10, "NEW"), (11, "OLD"), (12, "NEW"), (13, "OLD")]

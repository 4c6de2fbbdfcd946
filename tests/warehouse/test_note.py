from warehouse.sample import DAYS, TABLE, note, publish, teams

NOTE = {"digest": "ab" * 32, "rows": 1, "warnings": ['it\'s "quoted"', "é"], "coverage": None}


def test_the_note_of_a_partition_reads_back(warehouse):
    publish(warehouse, teams(DAYS[0], "BOS"), {DAYS[0]: NOTE})

    assert warehouse.note(TABLE, DAYS[0]) == NOTE
    assert warehouse.note(TABLE, DAYS[1]) is None


def test_the_note_of_the_last_publish_counts(warehouse):
    for key in ("first", "second"):
        publish(warehouse, teams(DAYS[0], "BOS"), note(DAYS[0], key=key))

    assert warehouse.note(TABLE, DAYS[0]) == {"key": "second"}

"""A sentinel that was cut short or edited is found."""

import json


def test_cut_short(damaged, day, rules):
    damaged.sentinel("player_daily_cache", day).write_text('{"rows": ')
    assert ("sentinels", "player_daily_cache", day, "broken_sentinel") in rules(damaged)


def test_other_digest(damaged, day, rules):
    file = damaged.sentinel("player_daily_cache", day)
    record = json.loads(file.read_text()) | {"digest": "0" * 64}
    file.write_text(json.dumps(record))
    found = rules(damaged)
    assert ("sentinels", "player_daily_cache", day, "digest") in found
    assert ("sentinels", "player_daily_cache", day, "note") in found

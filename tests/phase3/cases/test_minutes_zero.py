def test_a_box_without_minutes_is_told(real, build):
    frames = real("2023-11-12")
    games, box = frames["games"], frames["player_box"]
    stale = sorted(games.game_id)[-1]
    box.loc[(box.game_id == stale) & (box.status == "played"), "minutes"] = 0.0

    _, told = build(frames)

    count, example = told["games_of_odd_minutes"]
    assert count == 2
    assert f" {stale} " in example
    assert example.endswith(": 0.0 minutes")

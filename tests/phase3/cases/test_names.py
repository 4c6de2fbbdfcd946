"""Namesakes: the key of a player is his name, his id stays."""


def renamed(frames, **names):
    box = frames["player_box"]
    for player, name in names.items():
        box.loc[box.player_id == int(player[1:]), "player_name"] = name
    return frames


def keys(con) -> set:
    return set(
        con.execute(
            "SELECT universal_player_id, player_lookup FROM upcoming_player_game_context "
            "WHERE universal_player_id IN ('203999', '1629029')"
        ).fetchall()
    )


def test_two_players_of_one_name_have_two_keys_and_are_told(real, build):
    frames = renamed(real("2023-10-30"), p203999="Same Name", p1629029="Same Name")

    con, told = build(frames)

    found = keys(con)
    assert {player for player, _ in found} == {"203999", "1629029"}
    assert {"samename"} < {key for _, key in found}
    assert told["namesakes"][0] == 1


def test_a_new_name_in_mid_season_changes_no_key(real, build):
    frames = real("2023-10-30")
    box = frames["player_box"]
    newest = (box.player_id == 203999) & (box.game_id == box[box.player_id == 203999].game_id.max())
    box.loc[newest, "player_name"] = "New Name"

    con, _ = build(frames)

    assert ("203999", "nikolajokic") in keys(con)
    assert len([key for player, key in keys(con) if player == "203999"]) == 1

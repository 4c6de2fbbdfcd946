from given.files import game, line, phase3, rows, write

GAME = "0022300001"


def quote(player: int, bookmaker: str, points: float, **more) -> dict:
    return {"game_id": GAME, "player_id": player, "market": "player_points",
            "bookmaker": bookmaker, "line": points, **more}  # fmt: skip


def lines(tmp_path, *quotes, **settings) -> dict[str, tuple]:
    """(line, source) by player."""
    folder = write(
        tmp_path,
        [game(GAME, "2023-10-24")],
        [line(GAME, player, status="dnp") for player in (1, 2, 3)],
        props=quotes,
    )
    found = rows(phase3(folder, **settings), "upcoming_player_game_context")
    return {
        r["player_lookup"]: (r["current_points_line"], r["current_points_line_source"])
        for r in found
    }


def test_the_first_bookmaker_of_the_list_that_quotes_the_player(tmp_path):
    found = lines(
        tmp_path,
        quote(1, "FanDuel", 21.5), quote(1, "DraftKings", 20.5),
        quote(2, "BetMGM", 9.5), quote(2, "FanDuel", 10.5),
    )  # fmt: skip

    assert found == {
        "player1": (20.5, "DraftKings"), "player2": (10.5, "FanDuel"), "player3": (None, None),
    }  # fmt: skip


def test_the_list_is_a_setting(tmp_path):
    found = lines(tmp_path, quote(1, "FanDuel", 21.5), quote(1, "DraftKings", 20.5),
                  bookmakers=("FanDuel",))  # fmt: skip

    assert found["player1"] == (21.5, "FanDuel")


def test_a_bookmaker_is_found_however_it_is_capitalised(tmp_path):
    found = lines(tmp_path, quote(1, "draftkings", 20.5), quote(1, "FanDuel", 21.5))

    assert found["player1"] == (20.5, "draftkings")


def test_else_the_median_of_the_other_books(tmp_path):
    found = lines(
        tmp_path,
        quote(1, "Bovada", 20.5), quote(1, "BetRivers", 24.5), quote(1, "Pinnacle", 21.5),
        quote(2, "Bovada", 8.5), quote(2, "Pinnacle", 9.5),
    )  # fmt: skip

    assert found["player1"] == (21.5, "median")
    assert found["player2"] == (9.0, "median")


def test_the_newest_quote_before_tip_off(tmp_path):
    found = lines(
        tmp_path,
        quote(1, "DraftKings", 20.5, minutes_before_tip=600.0),
        quote(1, "DraftKings", 22.5, minutes_before_tip=5.0),
        quote(1, "DraftKings", 30.5, minutes_before_tip=-12.0),
        quote(2, "DraftKings", 11.5, minutes_before_tip=-1.0),
        quote(2, "Caesars", 10.5, minutes_before_tip=0.0),
        quote(3, "DraftKings", 7.5),
    )

    assert found == {
        "player1": (22.5, "DraftKings"), "player2": (10.5, "Caesars"),
        "player3": (7.5, "DraftKings"),
    }  # fmt: skip


def test_several_lines_of_one_quote_give_their_median(tmp_path):
    found = lines(tmp_path, *(quote(1, "FanDuel", p) for p in (14.5, 19.5, 24.5)))

    assert found["player1"] == (19.5, "FanDuel")


def test_other_markets_are_no_points_line(tmp_path):
    rebounds = {**quote(1, "DraftKings", 9.5), "market": "player_rebounds"}
    combined = {**quote(2, "DraftKings", 33.5), "market": "player_points_rebounds_assists"}

    assert set(lines(tmp_path, rebounds, combined).values()) == {(None, None)}

"""Who is taken to be up for the next date when nobody tells: who was in the last three games."""

import pytest
from given.files import game, line, rows, write
from nba_backfill.phase3 import files
from nba_backfill.phase3.build import build_tables
from nba_backfill.phase3.findings import findings

DATES = ("2023-10-24", "2023-10-26", "2023-10-28", "2023-10-30")
TONIGHT = "0022300009"


def coming(game_id: str = TONIGHT, date: str = "2023-11-01", *teams: str) -> dict:
    return game(game_id, date, *teams, home_score=None, away_score=None)


def listed(game_id: str, player_id: int, team: str = "BOS", status: str = "available") -> dict:
    return {"game_id": game_id, "player_id": player_id, "player_name": f"Player {player_id}",
            "team_abbr": team, "player_status": status}  # fmt: skip


@pytest.fixture
def past():
    """Four games of BOS and NYK: player 1 was in the first only, 2 in the second, 3 to 5 in all."""
    games = [game(f"002230000{n}", date) for n, date in enumerate(DATES)]
    always = ((3, "played"), (4, "dnp"), (5, "inactive"))
    box = [line(g["game_id"], who, status=status) for g in games for who, status in always]
    box += [line(games[0]["game_id"], 1), line(games[1]["game_id"], 2)]
    return games, [*box, *(line(g["game_id"], 8, "NYK") for g in games)]


def context(folder, upcoming: bool = True, game_id: str = TONIGHT) -> dict[str, tuple]:
    """player_lookup -> (team, status, incomplete) of one game."""
    con = built(folder, upcoming)
    found = rows(con, "upcoming_player_game_context", f"game_id = '{game_id}'")
    return {r["player_lookup"]: (r["team_abbr"], r["player_status"], r["listing_incomplete"])
            for r in found}  # fmt: skip


def built(folder, upcoming: bool = True):
    con = files.load(folder, upcoming).con
    build_tables(con, ())
    return con


def test_everybody_of_the_last_three_games_status_unknown(tmp_path, past):
    games, box = past
    write(tmp_path, [*games, coming()], box)
    unknown = {"BOS": ("BOS", None, True), "NYK": ("NYK", None, True)}
    assert context(tmp_path) == {
        "player2": unknown["BOS"], "player3": unknown["BOS"], "player4": unknown["BOS"],
        "player5": unknown["BOS"], "player8": unknown["NYK"],
    }  # fmt: skip
    con = built(tmp_path)
    (row, _) = rows(con, "upcoming_player_game_context", f"game_id = '{TONIGHT}'")[1:3]
    assert row["star_teammates_out"] is None
    teams = rows(con, "upcoming_team_game_context", f"game_id = '{TONIGHT}'")
    assert [team["listing_incomplete"] for team in teams] == [True, True]


def test_not_unless_it_is_asked_for(tmp_path, past):
    games, box = past
    write(tmp_path, [*games, coming()], box)
    assert context(tmp_path, upcoming=False) == {}


def test_only_for_the_next_date(tmp_path, past):
    games, box = past
    write(tmp_path, [*games, coming(), coming("0022300010", "2023-11-02")], box)
    assert context(tmp_path) and not context(tmp_path, game_id="0022300010")


def test_who_was_listed_elsewhere_since_is_left_out(tmp_path, past):
    games, box = past
    write(
        tmp_path,
        [*games, game("0022300005", "2023-10-31", "LAL", "DEN"), coming()],
        [*box, line("0022300005", 3, "LAL", "inactive"), line("0022300005", 9, "LAL")],
    )
    assert "player3" not in context(tmp_path)


def test_who_is_listed_elsewhere_tonight_is_left_out(tmp_path, past):
    games, box = past
    other = coming("0022300010", "2023-11-01", "LAL", "DEN")
    write(tmp_path, [*games, coming(), other], box, listing=[listed("0022300010", 3, "LAL")])
    found = context(tmp_path)
    assert "player3" not in found and "player4" in found
    assert context(tmp_path, game_id="0022300010") == {"player3": ("LAL", "available", False)}


def test_a_listing_is_believed_for_its_team_alone(tmp_path, past):
    """BOS says who is up, NYK does not: NYK is supposed, and the game's listing incomplete."""
    games, box = past
    rows_ = [listed(TONIGHT, 3), listed(TONIGHT, 6, status="out")]
    write(tmp_path, [*games, coming()], box, listing=rows_)
    assert context(tmp_path) == {
        "player3": ("BOS", "available", False),
        "player6": ("BOS", "out", False),
        "player8": ("NYK", None, True),
    }
    teams = rows(built(tmp_path), "upcoming_team_game_context", f"game_id = '{TONIGHT}'")
    assert [team["listing_incomplete"] for team in teams] == [True, True]


def test_a_box_of_a_game_under_way_is_no_listing(tmp_path, past):
    """Only those who have played so far have a line in it."""
    games, box = past
    write(tmp_path, [*games, coming()], [*box, line(TONIGHT, 3), line(TONIGHT, 8, "NYK")])
    assert {"player2", "player3", "player4", "player5", "player8"} == context(tmp_path).keys()


def test_a_box_written_before_the_game_is_one(tmp_path, past):
    games, box = past
    before = [line(TONIGHT, 7, status="dnp"), line(TONIGHT, 5, status="inactive")]
    write(tmp_path, [*games, coming()], [*box, *before])
    found = context(tmp_path)
    assert found.keys() == {"player5", "player7", "player8"}
    assert found["player5"] == ("BOS", "out", False)


def test_a_new_season_supposes_nobody(tmp_path, past):
    games, box = past
    write(tmp_path, [*games, coming("0022400001", "2024-10-22")], box)
    assert context(tmp_path, game_id="0022400001") == {}


def test_it_is_told(tmp_path, past):
    games, box = past
    write(tmp_path, [*games, coming()], box)
    told = {fact["finding"]: fact for fact in findings(built(tmp_path), {})}
    assert told["supposed_listings"]["count"] == 2
    assert told["supposed_listings"]["example"] == f"2023-11-01 {TONIGHT} BOS"
    assert told["games_without_listing"]["count"] == 0

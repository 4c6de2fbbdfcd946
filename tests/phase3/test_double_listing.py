from given.files import game, line, phase3, rows, write
from nba_backfill.phase3.findings import findings

TWO_GAMES = [
    game("0022300001", "2023-10-24", "BOS", "NYK"),
    game("0022300002", "2023-10-24", "LAL", "ORL"),
]


def kept(tmp_path, *listings) -> list[tuple]:
    """(game_id, team, status in the game summary, status in the context) of player 1."""
    others = [line("0022300001", 8, "NYK", "inactive"), line("0022300002", 9, "LAL", "inactive")]
    con = phase3(write(tmp_path, TWO_GAMES, [*listings, *others]))
    summary = rows(con, "player_game_summary", "player_lookup = 'player1'")
    context = rows(con, "upcoming_player_game_context", "player_lookup = 'player1'")
    doubles = next(f for f in findings(con, {}) if f["finding"] == "double_listings")
    assert doubles["count"] == len(listings) - 1
    return [
        (s["game_id"], s["team_abbr"], s["player_status"], c["player_status"])
        for s, c in zip(summary, context, strict=True)
    ]


def test_available_is_kept_before_inactive(tmp_path):
    for number, status in enumerate(("played", "dnp")):
        found = kept(
            tmp_path / str(number),
            line("0022300001", 1, "BOS", status),
            line("0022300002", 1, "LAL", "inactive"),
        )

        shown = "active" if status == "played" else "dnp"
        assert found == [("0022300001", "BOS", shown, "available")]


def test_who_of_two_available_listings_played_does_not_matter(tmp_path):
    """The row of the date may not know where he played: the highest game id is kept."""
    found = kept(
        tmp_path,
        line("0022300001", 1, "BOS", "played"),
        line("0022300002", 1, "LAL", "dnp"),
    )

    assert found == [("0022300002", "LAL", "dnp", "available")]


def test_of_equal_listings_the_highest_game_id_is_kept(tmp_path):
    found = kept(
        tmp_path,
        line("0022300001", 1, "BOS", "inactive"),
        line("0022300002", 1, "LAL", "inactive"),
    )

    assert found == [("0022300002", "LAL", "inactive", "out")]

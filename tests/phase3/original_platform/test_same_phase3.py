"""The statements over a season as the platform stores it give the Phase 3 of its source files."""

import math

import pytest
from given import files
from given.platform_rows import Habits, league, retold
from given.platform_season import Season
from nba_backfill import tables

# What the platform does not say: periods, and so the overtimes of a game without any player row;
# the players' NBA ids.
OTHERWISE = {
    "nba_schedule": {"n_periods"},
    "team_offense_game_summary": {"overtime_periods"},
    "team_defense_game_summary": {"overtime_periods"},
    "player_game_summary": {"universal_player_id"},
    "upcoming_player_game_context": {"universal_player_id"},
}


def same(one, other) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return one == other


@pytest.mark.parametrize("state", ["first", "newest"])
def test_all_rows_and_columns(state, tmp_path):
    source = league()
    made = Season(retold(source, Habits(state=state)), state)
    wanted = files.phase3(source.write(tmp_path))

    for name in tables.PHASE3:
        key = ("game_date", *tables.table(name).key)
        ours = {tuple(row[k] for k in key): row for row in made.rows(name)}
        theirs = {tuple(row[k] for k in key): row for row in files.rows(wanted, name)}
        differ = {
            column
            for row in ours
            for column in tables.table(name).columns
            if row in theirs and not same(ours[row][column], theirs[row][column])
        }
        assert len(ours) > 100
        assert ours.keys() == theirs.keys(), name
        assert differ == OTHERWISE.get(name, set()), name


def test_unresolved_names_cost_their_own_rows_and_what_hangs_on_absent_stars():
    source = league()
    whole = Season(retold(source, Habits()))
    cut = Season(retold(source, Habits(unresolved_every=5)))

    count, _ = cut.findings()["unresolved_inactive"]
    for name in ("player_game_summary", "upcoming_player_game_context"):
        assert len(whole.rows(name)) - len(cut.rows(name)) == count > 20
    rows = {(r["game_date"], r["player_lookup"]): r
            for r in whole.rows("upcoming_player_game_context")}  # fmt: skip
    differ = {
        column
        for row in cut.rows("upcoming_player_game_context")
        for column in row
        if not same(row[column], rows[row["game_date"], row["player_lookup"]][column])
    }
    assert differ <= {"star_teammates_out"}

"""The files pass everything that `phase3: files` asks of a source."""

from nba_backfill.phase3 import files


def test_files_are_read_without_a_complaint(folder):
    source = files.load(folder)
    with source.con as connection:
        assert connection.execute("SELECT COUNT(*) FROM games").fetchone()[0] > 1300


def test_birth_dates_are_given_for_everybody(season_files):
    assert season_files.execute(
        "SELECT COUNT(*) FROM player_box WHERE birth_date IS NULL"
    ).fetchone() == (0,)

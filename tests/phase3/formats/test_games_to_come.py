"""Games to come in other formats make the upcoming date, its listing that of the last games."""

import pandas as pd
import pytest
from given.formats import schedule_v3, season, write_json, write_v3
from given.other_formats import write_eoinamoore, write_hoopr
from nba_backfill.phase3 import files, source
from nba_backfill.plan.plan import make_plan
from nba_backfill.settings import load_settings

TONIGHT, TOMORROW = sorted(set(season().games.game_date))[-3:-1]


def past():
    """The season without the games from tonight on."""
    games = season().games[season().games.game_date < TONIGHT]
    kept = {name: getattr(season(), name) for name in ("player_box", "shots", "odds", "props")}
    kept = {name: frame[frame.game_id.isin(games.game_id)] for name, frame in kept.items()}
    return season()._replace(games=games, **kept)


def with_games_to_come():
    """Past games, and those from tonight on with 0 : 0."""
    games = season().games.copy()
    games.loc[games.game_date >= TONIGHT, ["home_score", "away_score"]] = 0
    return past()._replace(games=games)


def eoinamoore(folder):
    write_eoinamoore(folder, with_games_to_come())


def hoopr(folder):
    write_hoopr(folder, with_games_to_come(), ("schedule", "player_box"))
    file = folder / "nba_schedule_2024.parquet"
    schedule = pd.read_parquet(file)
    schedule.assign(status_type_completed=schedule.home_score > 0).to_parquet(file)


def nba_api(folder):
    write_v3(folder, past())
    schedule = schedule_v3(with_games_to_come())
    for date in schedule["leagueSchedule"]["gameDates"]:
        for game in date["games"]:
            if not game["homeTeam"]["score"]:
                game |= {"gameStatus": 1, "gameStatusText": "7:30 pm ET"}
    write_json(folder / "schedule.json.gz", schedule)


@pytest.mark.parametrize("write", [eoinamoore, hoopr, nba_api])
def test_tonight_is_planned_and_somebody_is_up(tmp_path, write):
    write(tmp_path / "files")
    asked = {"phase3": "files", "source_dir": "files", "upcoming": True, "bootstrap_days": 5,
             "start_date": "2023-10-01", "end_date": "2024-06-30"}  # fmt: skip
    settings = load_settings(asked, tmp_path, tmp_path / "results")
    settings = settings.model_copy(update={"source_dir": tmp_path / "files"})
    plan = make_plan(settings)
    assert (plan.upcoming.date, plan.upcoming.final) == (TONIGHT, 0)
    assert plan.dates[-1] == TONIGHT and TOMORROW in plan.upcoming.to_come
    with files.load(source.folder(settings), upcoming=True).con as con:
        listed = con.execute(
            "SELECT team_abbr, COUNT(*), BOOL_OR(listing_known) FROM listings "
            "WHERE game_date = ? GROUP BY team_abbr",
            [TONIGHT],
        ).fetchall()
    assert len(listed) == 2 * plan.upcoming.games
    assert all(count > 8 and not known for _, count, known in listed)

"""Each trap of nba_api's files has a season with it, and comes back as it was."""

import re

import pandas as pd
import pytest
from given.formats import (
    COUNTS,
    assert_equal,
    box_score_v2,
    inactive_v2,
    play_by_play_v2,
    play_by_play_v3,
    read_back,
    response,
    schedule_v3,
    season,
    team_game_log,
    write_json,
    write_v2,
    write_v3,
)
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import files
from nba_backfill.phase3.formats import coverage

SHOT = ["player_id", "team_abbr", "shot_type", "made", "distance_ft", "assist_player_id",
        "block_player_id"]  # fmt: skip
GAME = ["game_date", "home_abbr", "away_abbr", "home_score", "away_score"]
BOX = ["player_name", "team_abbr", "status", "minutes", *COUNTS]


@pytest.fixture
def folder(tmp_path):
    return write_v2(tmp_path / "files", season())


def assert_is_the_season(found, columns=BOX):
    assert_equal(found["games"], season().games, ("game_id",), GAME)
    assert_equal(found["player_box"], season().player_box, ("game_id", "player_id"), columns)
    assert_equal(found["shots"], season().shots, ("game_id", "event_num"), SHOT)


def notes(tmp_path):
    return " | ".join(coverage(tmp_path / "files", "auto", tmp_path)["notes"])


def test_ids_without_leading_zeros(folder, tmp_path):
    """As pandas reads them, and as shufinskiy's archives have them."""
    for path in [folder / "a.csv", folder / "c.csv", *folder.glob("plays/*.csv")]:
        pd.read_csv(path).to_csv(path, index=False)
    assert (
        '"0022' not in (folder / "a.csv").read_text()
        and ",22300001," in (folder / "a.csv").read_text()
    )
    box = pd.read_parquet(folder / "b.parquet")
    box.assign(GAME_ID=box.GAME_ID.astype(float)).to_parquet(folder / "b.parquet")
    assert_is_the_season(read_back(folder, tmp_path))


@pytest.mark.parametrize("case", ["lower", "upper", "camel", "words"])
def test_renamed_copies(folder, tmp_path, case):
    def camel(name):
        first, *rest = name.lower().split("_")
        return first + "".join(map(str.title, rest))

    how = {
        "lower": str.lower,
        "upper": str.upper,
        "camel": camel,
        "words": lambda name: name.replace("_", " ").title(),
    }[case]
    for path in [folder / "a.csv", folder / "c.csv", *folder.glob("plays/*.csv")]:
        pd.read_csv(path, dtype=str).rename(columns=how).to_csv(path, index=False)
    pd.read_parquet(folder / "b.parquet").rename(columns=how).to_parquet(folder / "b.parquet")
    assert_is_the_season(read_back(folder, tmp_path))


def test_other_file_names_order_of_columns_and_more_columns(folder, tmp_path):
    plays = play_by_play_v2(season())
    for path in folder.glob("plays/*.csv"):
        path.unlink()
    plays[sorted(plays, reverse=True)].assign(MINE=1).to_csv(folder / "box_scores.csv")
    (folder / "a.csv").rename(folder / "shots_of_2023.csv")
    assert_is_the_season(read_back(folder, tmp_path))


def test_answers_saved_as_json(tmp_path):
    """Raw answers say the game in their parameters only; InactivePlayers has no GAME_ID."""
    folder = tmp_path / "files"
    write_json(folder / "log.json", response("LeagueGameLog", team_game_log(season())))
    write_json(folder / "plays.json", response("PlayByPlay", play_by_play_v2(season())))
    box = box_score_v2(season())
    out = inactive_v2(season())
    for game in season().games.game_id:
        lines = box[game == box.GAME_ID]
        write_json(folder / f"{game}_box.json", response("PlayerStats", lines, GameID=game))
        absent = out[game == out.GAME_ID].drop(columns="GAME_ID")
        write_json(folder / f"s{game[-3:]}.json", response("InactivePlayers", absent, GameID=game))
    assert_is_the_season(read_back(folder, tmp_path))


def test_answers_made_normal_and_frames_saved_as_json(tmp_path):
    folder = tmp_path / "files"
    log = team_game_log(season())
    write_json(folder / "log.json", {"LeagueGameLog": log.to_dict("records")})
    box = box_score_v2(season())
    box.to_json(folder / "box.json")  # column -> row -> value
    inactive_v2(season()).to_json(folder / "out.json", orient="split", index=False)
    play_by_play_v2(season()).to_json(folder / "p.jsonl", orient="records", lines=True)
    assert_is_the_season(read_back(folder, tmp_path))


def test_inactive_players_of_v2_without_the_game(folder, tmp_path):
    out = inactive_v2(season())
    (folder / "c.csv").unlink()
    out.drop(columns="GAME_ID").to_csv(folder / "inactive.csv", index=False)
    found = read_back(folder, tmp_path)
    assert "inactive" not in set(found["player_box"].status)
    told = coverage(folder, "auto", tmp_path)
    assert told["groups"]["players who were inactive"]["state"] == "unknown"
    assert told["not_used"] == [
        {
            "file": "inactive.csv",
            "why": "nearest: nba_api: BoxScoreSummary (InactivePlayers), it lacks GAME_ID",
        }
    ]


def test_inactive_players_of_v2_with_the_game_in_the_name_of_the_file(folder, tmp_path):
    (folder / "c.csv").unlink()
    for game, rows in inactive_v2(season()).groupby("GAME_ID"):
        rows.drop(columns="GAME_ID").to_csv(folder / f"inactive_{game}.csv", index=False)
    assert_is_the_season(read_back(folder, tmp_path))


def test_neutral_sites_have_at_in_both_rows(folder, tmp_path):
    games = tuple(season().games.game_id[[1, 5]])
    team_game_log(season(), both_at=games).to_csv(folder / "a.csv", index=False)
    found = read_back(folder, tmp_path)
    assert_is_the_season(found)
    neutral = found["games"].set_index("game_id").neutral_site
    assert sorted(neutral[neutral == True].index) == sorted(games)  # noqa: E712 - NULL is not


def test_summer_league_has_the_season_id_of_the_season(folder, tmp_path):
    log = team_game_log(season())
    summer = log.assign(GAME_ID="15" + log.GAME_ID.str[2:], GAME_DATE="2023-07-07")
    preseason = log.assign(GAME_ID="001" + log.GAME_ID.str[3:], GAME_DATE="2023-10-10")
    pd.concat([log, summer, preseason]).to_csv(folder / "a.csv", index=False)
    assert_is_the_season(read_back(folder, tmp_path))
    assert "of other kinds left out (pre-season, All-Star, other leagues)" in notes(tmp_path)


def test_play_in_and_cup_final_missing_from_the_queries(folder, tmp_path):
    """Their box scores are there, their games are not: left out, counted."""
    log = team_game_log(season())
    log[~log.GAME_ID.str.startswith("005")].to_csv(folder / "a.csv", index=False)
    found = read_back(folder, tmp_path)
    assert not found["player_box"].game_id.str.startswith("005").any()
    rows = season().player_box.game_id.str.startswith("005").sum()
    assert f"player_box: {rows} rows of 2 games that no file of games has left out" in notes(
        tmp_path
    )


def test_periods_from_the_minutes_of_the_team(folder, tmp_path):
    log = team_game_log(season())
    off = log.index % 7 - 3  # a team's minutes are 237..243 in regulation
    log.assign(MIN=log.MIN + off).to_csv(folder / "a.csv", index=False)
    found = read_back(folder, tmp_path)
    assert_equal(found["games"], season().games, ("game_id",), ["n_periods"])


def test_games_from_the_log_of_players_alone(folder, tmp_path):
    (folder / "a.csv").unlink()
    box = season().player_box.merge(season().games, on="game_id")
    box = box[box.status == "played"]
    foe = box.home_abbr.where(box.team_abbr == box.away_abbr, box.away_abbr)
    sign = (box.team_abbr == box.home_abbr).map({True: " vs. ", False: " @ "})
    log = pd.DataFrame({
        "SEASON_ID": "22023", "PLAYER_ID": box.player_id, "PLAYER_NAME": box.player_name,
        "TEAM_ID": 0, "TEAM_ABBREVIATION": box.team_abbr, "GAME_ID": box.game_id,
        "GAME_DATE": box.game_date, "MATCHUP": box.team_abbr + sign + foe,
        "MIN": box.minutes, **{c.upper(): box[c] for c in COUNTS},
    }).drop(columns="TEAM_ID")  # fmt: skip
    log.to_csv(folder / "log.csv", index=False)
    found = read_back(folder, tmp_path)
    played = season().games[season().games.game_id.isin(log.GAME_ID)]
    assert_equal(found["games"], played, ("game_id",), GAME[:3])
    points = box.groupby(["game_id", "team_abbr"]).pts.sum()
    game = found["games"].iloc[0]
    assert game.home_score == points[game.game_id, game.home_abbr]


def chart(shots, **more):
    feet = shots.distance_ft.astype(float)
    return pd.DataFrame({
        "GRID_TYPE": "Shot Chart Detail", "GAME_ID": shots.game_id,
        "GAME_EVENT_ID": shots.event_num, "PLAYER_ID": shots.player_id,
        "TEAM_ID": shots.team_abbr.map({"": 0}), "TEAM_NAME": "",
        "SHOT_TYPE": shots.shot_type.map({2: "2PT Field Goal", 3: "3PT Field Goal"}),
        "SHOT_DISTANCE": 1, "LOC_X": (feet * 6).round(), "LOC_Y": (feet * 8).round(),
        "SHOT_MADE_FLAG": shots.made.astype(int), "GAME_DATE": "20231103", **more,
    })  # fmt: skip


def test_shot_distance_is_rounded_down(folder, tmp_path):
    """A shot from 8.7 feet is 8 in SHOT_DISTANCE, and mid-range."""
    from given.formats import TEAM_ID

    for path in folder.glob("plays/*.csv"):
        path.unlink()
    shots = season().shots
    frame = chart(shots).assign(TEAM_ID=shots.team_abbr.map(TEAM_ID))
    frame.loc[0, ["SHOT_DISTANCE", "LOC_X", "LOC_Y"]] = [8, 52, 70]  # 8.72 feet
    frame.to_parquet(folder / "chart.parquet")
    found = read_back(folder, tmp_path)
    expected = shots.assign(assist_player_id=None, block_player_id=None)
    expected.loc[0, "distance_ft"] = 9
    assert not {"assist_player_id", "block_player_id"} & set(found["shots"])
    assert_equal(found["shots"], expected, ("game_id", "event_num"), SHOT[:5])
    groups = coverage(folder, "auto", tmp_path)["groups"]
    assert groups["assists of shots"]["state"] == "unknown"
    assert groups["zones of shots"]["state"] == "given" or groups["zones of shots"]["have"]


def test_a_league_wide_shot_chart_stops_at_102400_rows(folder, tmp_path):
    """A game is taken from the play-by-play where it is, from the chart elsewhere."""
    from given.formats import TEAM_ID

    shots = season().shots
    some = sorted(shots.game_id.unique())[:5]
    for path in folder.glob("plays/*.csv"):
        if path.stem not in some:
            path.unlink()
    frame = chart(shots).assign(TEAM_ID=shots.team_abbr.map(TEAM_ID))
    frame[some[2] >= frame.GAME_ID].to_csv(folder / "chart.csv", index=False)
    found = read_back(folder, tmp_path)["shots"]
    expected = shots[shots.game_id.isin(some)]
    assert_equal(found, expected, ("game_id", "event_num"), SHOT)


def test_a_doubled_event_is_counted_once(folder, tmp_path):
    plays = play_by_play_v2(season())
    doubled = pd.concat([plays, plays.iloc[[7, 7, 400]]])
    for path in folder.glob("plays/*.csv"):
        path.unlink()
    doubled.to_csv(folder / "plays.csv", index=False)
    assert_is_the_season(read_back(folder, tmp_path))
    assert "shots: 3 doubled events counted once" in notes(tmp_path)


def test_two_pointers_without_a_distance_are_at_the_rim(folder, tmp_path):
    plays = play_by_play_v2(season())
    text = plays.HOMEDESCRIPTION.fillna(plays.VISITORDESCRIPTION)
    at_the_rim = (season().shots.distance_ft == 0) & (season().shots.shot_type == 2)
    assert at_the_rim.any() and not text[at_the_rim.values].str.contains(r"\d'").any()
    found = read_back(folder, tmp_path)["shots"]
    assert found.distance_ft[found.shot_type == 2].notna().all()


def test_v3_gives_zeros_to_who_did_not_play(tmp_path):
    found = read_back(write_v3(tmp_path / "files", season()), tmp_path)["player_box"]
    out = found[found.status != "played"]
    assert len(out) and out[["minutes", *COUNTS]].isna().all().all()


def test_us_dates_written_as_z_stay_and_true_utc_is_not_taken(tmp_path):
    """gameDateEst says 2023-10-24T00:00:00Z, gameDateTimeUTC the next day: the first is right."""
    found = read_back(write_v3(tmp_path / "files", season()), tmp_path)
    assert_equal(found["games"], season().games, ("game_id",), ["game_date"])


@pytest.mark.parametrize("written", ["%Y%m%d", "%b %d, %Y", "%Y-%m-%dT00:00:00", "%d/%m/%Y"])
def test_forms_of_dates(folder, tmp_path, written):
    log = team_game_log(season())
    days = pd.to_datetime(log.GAME_DATE).dt.strftime(written)
    log.assign(GAME_DATE=days).to_csv(folder / "a.csv", index=False)
    assert_is_the_season(read_back(folder, tmp_path))


def test_dates_that_can_be_read_two_ways_are_refused(folder, tmp_path):
    log = team_game_log(season())
    log = log.assign(GAME_DATE=[f"0{1 + n % 9}/0{1 + n % 7}/2024" for n in range(len(log))])
    log.to_csv(folder / "a.csv", index=False)
    with pytest.raises(BackfillError, match="can be read two ways; write YYYY-MM-DD"):
        read_back(folder, tmp_path)


def test_utc_times_are_refused(folder, tmp_path):
    log = team_game_log(season())
    hours = [["23:30", "00:00", "02:30"][n % 3] for n in range(len(log))]
    log = log.assign(GAME_DATE=[f"{d} {h}:00" for d, h in zip(log.GAME_DATE, hours, strict=True)])
    log.to_csv(folder / "a.csv", index=False)
    with pytest.raises(BackfillError, match="these are UTC times: give the US date of the game"):
        read_back(folder, tmp_path)


def test_utc_times_beside_a_date_made_of_them_are_refused(tmp_path):
    folder = write_v3(tmp_path / "files", season())
    games = [
        {**game, "gameDateEst": game["gameDateTimeUTC"][:10]}
        for day in schedule_v3(season())["leagueSchedule"]["gameDates"]
        for game in day["games"]
    ]
    (folder / "schedule.json.gz").unlink()
    for path in folder.glob("summary/*.json"):
        path.unlink()
    write_json(folder / "schedule.json", games)
    with pytest.raises(BackfillError, match="these are UTC times"):
        read_back(folder, tmp_path)


def test_names_of_one_id_differ_between_endpoints(folder, tmp_path):
    """The inactive list has another spelling: the id says who he is, and one lookup name is his."""
    out = inactive_v2(season())
    out.assign(LAST_NAME=out.LAST_NAME + " III").to_csv(folder / "c.csv", index=False)
    assert_is_the_season(read_back(folder, tmp_path), BOX[1:])
    with files.load(tmp_path / "source").con as con:
        ids, lookups = con.execute(
            "SELECT COUNT(DISTINCT player_id), COUNT(DISTINCT player_lookup) FROM players"
        ).fetchone()
    assert ids == lookups == season().player_box.player_id.nunique()


def test_assists_of_v3_are_names_and_an_unclear_one_is_nobodys(tmp_path):
    folder = write_v3(tmp_path / "files", season())
    plays = play_by_play_v3(season())
    assisted = plays.index[plays.description.str.contains("AST")][:3]
    for row in assisted:
        text = re.sub(r"\(.* 3 AST\)", "(Nobody 3 AST)", plays.description[row])
        plays.loc[row, "description"] = text
    plays.to_csv(folder / "plays.csv", index=False)
    found = read_back(folder, tmp_path)["shots"]
    expected = season().shots["assist_player_id"].notna().sum() - 3
    assert found.assist_player_id.notna().sum() == expected
    assert "names of assisters belong to nobody or to several of the team, e.g. Nobody" in notes(
        tmp_path
    )


def test_birth_dates_of_team_rosters(folder, tmp_path):
    people = season().player_box.drop_duplicates("player_id")
    born = people.player_id.map(season().players.set_index("player_id").birth_date)
    roster = pd.DataFrame({
        "TeamID": 1610612751, "SEASON": "2023", "PLAYER": people.player_name, "NUM": "7",
        "BIRTH_DATE": pd.to_datetime(born).dt.strftime("%b %d, %Y").str.upper(),
        "PLAYER_ID": people.player_id,
    })  # fmt: skip
    write_json(folder / "roster.json", response("CommonTeamRoster", roster, TeamID=1))
    found = read_back(folder, tmp_path)
    assert_equal(
        found["players"].dropna(),
        season().players.dropna(subset="birth_date"),
        ("player_id",),
        ["birth_date"],
    )
    assert coverage(folder, "auto", tmp_path)["formats"] == ["nba_api"]


def test_games_of_1998_and_their_teams(tmp_path):
    """SEA, NJN and VAN by id; the id of the franchise is the one of today."""
    folder = tmp_path / "files"
    folder.mkdir()
    rows = []
    for number, (home, away) in enumerate([("SEA", "VAN"), ("NJN", "CHH")]):
        ids = {"SEA": 1610612760, "VAN": 1610612763, "NJN": 1610612751, "CHH": 1610612766}
        for team in (home, away):
            rows.append({
                "TEAM_ID": ids[team], "TEAM_ABBREVIATION": "", "GAME_ID": f"2980000{number + 1}",
                "GAME_DATE": "1999-02-05", "MATCHUP": f"{home} vs. {away}", "MIN": 240,
                "PTS": 90 + number,
            })  # fmt: skip
    pd.DataFrame(rows).to_csv(folder / "log.csv", index=False)
    box = box_score_v2(season()).head(4)
    box = box.assign(
        GAME_ID="0029800001", TEAM_ID=1610612760, TEAM_ABBREVIATION=None,
        PLAYER_ID=range(4), COMMENT=None, MIN="10:00",
    )  # fmt: skip
    box.to_csv(folder / "box.csv", index=False)
    found = read_back(folder, tmp_path)
    teams = found["games"][["game_id", "home_abbr", "away_abbr"]].values.tolist()
    assert teams == [["0029800001", "SEA", "VAN"], ["0029800002", "NJN", "CHH"]]
    assert set(found["player_box"].team_abbr) == {"SEA"}

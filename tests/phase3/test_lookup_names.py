import datetime as dt

from nba_backfill.phase3.player_names import lookup_name, player_lookups

FIRST, LATER = dt.date(2021, 10, 19), dt.date(2022, 10, 18)


def test_lower_case_ascii_letters_and_digits_with_the_suffix():
    names = {
        "Luka Dončić": "lukadoncic",
        "Kristaps Porziņģis": "kristapsporzingis",
        "Gary Trent Jr.": "garytrentjr",
        "Shai Gilgeous-Alexander": "shaigilgeousalexander",
        "D'Angelo Russell": "dangelorussell",
        "Robert Williams III": "robertwilliamsiii",
        "P.J. Tucker": "pjtucker",
    }

    assert {name: lookup_name(name) for name in names} == names


def test_of_two_players_with_one_name_the_later_appends_his_id():
    players = [("900", "Jalen Smith", LATER), ("1000", "Jalen Smith", FIRST)]

    assert player_lookups(players) == {"1000": "jalensmith", "900": "jalensmith900"}


def test_on_one_date_the_smaller_id_is_the_earlier():
    players = [("1000", "Jalen Smith", FIRST), ("900", "Jalen Smith", FIRST)]

    assert player_lookups(players) == {"900": "jalensmith", "1000": "jalensmith1000"}


def test_a_later_season_changes_no_key():
    first_season = [("5", "Al Ba", FIRST), ("7", "Cy Do", FIRST)]
    later = [("3", "Al Ba", LATER), ("4", "Cy Do", LATER)]

    before, after = player_lookups(first_season), player_lookups(first_season + later)

    assert {key: after[key] for key in before} == before
    assert after["3"] == "alba3"


def test_a_name_without_ascii_letters_becomes_its_id():
    assert player_lookups([("42", "李雷", FIRST)]) == {"42": "42"}

"""Missing share, drift and correlation of each feature, against pandas on the same rows."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from given import rows
from nba_backfill.operator.report.features import (
    LEAST,
    feature_figure,
    feature_table,
    seasons_of_features,
    shifts,
)
from nba_backfill.tables import table

FEATURES = list(table("ml_feature_store_v2").features)
SEASONS = {2021: dt.date(2021, 11, 20), 2022: dt.date(2022, 11, 20), 2023: dt.date(2023, 11, 20)}
EMPTY = "shot_zone_mismatch_score"  # NULL in every row
LATE = "pct_paint"  # without a value in the first season
CONSTANT = "playoff_game"


def made_up(seasons=SEASONS, players: int = 60, seed: int = 5) -> pd.DataFrame:
    """Features and outcomes of made-up players: who plays scores more with a higher average."""
    random = np.random.default_rng(seed)
    found = []
    for number, (year, day) in enumerate(seasons.items()):
        values = {name: random.normal(number / 3, 1 + number, players) for name in FEATURES}
        frame = pd.DataFrame({**values, "season_year": year, "game_date": day})
        frame["player_lookup"] = [f"player{n}" for n in range(players)]
        frame[CONSTANT] = 0.1
        frame["points"] = np.round(10 + 3 * frame.points_avg_last_5 + random.normal(0, 2, players))
        frame["is_active"] = random.random(players) < 0.8
        found.append(frame)
    frame = pd.concat(found, ignore_index=True)
    for place, name in enumerate(FEATURES):
        frame.loc[frame.index % 11 == place % 11, name] = np.nan
    frame[EMPTY] = np.nan
    frame.loc[frame.season_year == min(seasons), LATE] = np.nan
    return frame


def seen_in(folder, frame: pd.DataFrame, with_outcomes: bool = True):
    """What the report's statement says of these rows, as the tables hold them."""
    store, listed, played, games = [], [], [], {}
    for row in frame.astype(object).where(frame.notna(), None).to_dict("records"):
        of_game = rows.common(row["game_date"], {"player_lookup": row["player_lookup"]})
        season = of_game | {"season_year": row["season_year"]}
        keys = {name: of_game[name] for name in ("player_lookup", "game_date", "game_id")}
        store.append(keys | {name: row[name] for name in FEATURES})
        listed.append(season)
        games[of_game["game_id"]] = rows.game(row["game_date"], season_year=row["season_year"])
        outcome = {"points": int(row["points"]), "is_active": bool(row["is_active"])}
        played.append(season | outcome | {"minutes_played": 20.0})
    warehouse = rows.write(
        folder,
        nba_schedule=list(games.values()),
        ml_feature_store_v2=store,
        upcoming_player_game_context=listed,
        player_game_summary=played if with_outcomes else [],
    )
    return seasons_of_features(warehouse, tuple(sorted(set(frame.game_date))))


@pytest.fixture(scope="module")
def frame():
    return made_up()


@pytest.fixture(scope="module")
def seen(frame, tmp_path_factory):
    return seen_in(tmp_path_factory.mktemp("features"), frame)


@pytest.mark.parametrize("name", FEATURES)
def test_all_rows_are_those_of_pandas(frame, seen, name):
    values, one = frame[name].astype(float), seen.whole.features[name]
    both = frame[frame.is_active & values.notna()]
    assert seen.whole.rows == len(frame)
    assert seen.whole.outcomes == frame.is_active.sum()
    assert one.known == values.notna().sum()
    if name in (EMPTY, CONSTANT):
        assert one.correlation is None
        return
    assert one.mean == pytest.approx(values.mean())
    assert one.spread == pytest.approx(values.std(ddof=0))
    wanted = np.corrcoef(both[name].astype(float), both.points)[0, 1]
    assert one.correlation == pytest.approx(wanted)


@pytest.mark.parametrize("name", FEATURES)
def test_each_season_and_its_shift_are_those_of_pandas(frame, seen, name):
    assert [season.season for season in seen.seasons] == list(SEASONS)
    values = [frame[frame.season_year == year][name].astype(float) for year in SEASONS]
    for season, of_season in zip(seen.seasons, values, strict=True):
        one = season.features[name]
        assert one.known == of_season.notna().sum()
        if one.known:
            assert one.mean == pytest.approx(of_season.mean())
            assert one.spread == pytest.approx(of_season.std(ddof=0))
    if name in (EMPTY, CONSTANT):
        assert shifts(seen, name) == [None] * 3
        return
    first = 1 if name == LATE else 0
    wanted = [None] * (first + 1) + [
        (of_season.mean() - values[first].mean()) / values[first].std(ddof=0)
        for of_season in values[first + 1 :]
    ]
    assert shifts(seen, name) == [one if one is None else pytest.approx(one) for one in wanted]


def test_the_table_and_the_figure_tell_them(seen):
    told = {row["name"]: row for row in feature_table(seen)}
    assert list(told) == FEATURES
    empty, constant = told[EMPTY], told[CONSTANT]
    assert (empty["missing"], empty["correlation"]) == ("100.0", "-")
    assert empty["seasons"] == [{"mean": "-", "shift": "-"}] * 3
    assert constant["seasons"][1] == {"mean": "0.1 ± 0", "shift": "-"}
    one = seen.whole.features["points_avg_last_5"]
    assert told["points_avg_last_5"]["correlation"] == f"+{one.correlation:.2f}" > "+0.50"
    figure = feature_figure(seen)
    assert figure.count('class="solid"') == len(FEATURES) - 2
    assert figure.count('class="mark"') == 2 * (len(FEATURES) - 3) + 1, "LATE has one"


def test_one_season_has_no_shift(tmp_path):
    seen = seen_in(tmp_path, made_up({2023: SEASONS[2023]}))
    assert {shift for name in FEATURES for shift in shifts(seen, name)} == {None}
    assert 'class="mark"' not in feature_figure(seen)


def test_before_any_game_is_played_there_is_no_correlation(tmp_path):
    seen = seen_in(tmp_path, made_up({2023: SEASONS[2023]}), with_outcomes=False)
    assert (seen.whole.rows, seen.whole.outcomes) == (60, 0)
    assert {row["correlation"] for row in feature_table(seen)} == {"-"}
    assert 'class="solid"' not in feature_figure(seen)


def test_a_handful_of_rows_has_no_correlation(tmp_path):
    frame = made_up({2023: SEASONS[2023]}, players=LEAST - 1)
    seen = seen_in(tmp_path, frame)
    assert {row["correlation"] for row in feature_table(seen)} == {"-"}


def test_without_rows_there_is_nothing(tmp_path):
    seen = seasons_of_features(rows.write(tmp_path), (rows.DAY,))
    assert feature_table(seen) == [] and feature_figure(seen) == ""
    assert feature_table(seasons_of_features(rows.write(tmp_path), ())) == []

"""`snakemake training_set`: features beside outcomes, in a file of its own."""

import duckdb
import nba_backfill
import pandas as pd
import pytest
from nba_backfill.errors import BackfillError

FILE = "results/exports/training_set.parquet"


@pytest.fixture(scope="module")
def place(_finished, tmp_path_factory):
    """A complete run with its training set."""
    import shutil

    folder = tmp_path_factory.mktemp("training") / "run"
    place = type(_finished)(shutil.copytree(_finished.folder, folder))
    done = place.snakemake("--cores", "2", "training_set")
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture(scope="module")
def data(place) -> pd.DataFrame:
    return nba_backfill.load(folder=place.folder)


@pytest.fixture(scope="module")
def box(place) -> pd.DataFrame:
    """The lines of the source by game and player id (as text)."""
    box = pd.read_parquet(place.folder / "results/source/simulated/player_box.parquet")
    box["player_id"] = box.player_id.astype(str)
    return box.set_index(["game_id", "player_id"])


def test_a_row_for_every_row_of_the_feature_store(place, data):
    stored = duckdb.sql(
        f"SELECT game_date, game_id, player_lookup FROM '{place.folder}/results/warehouse/"
        "nba_predictions/ml_feature_store_v2/*/*.parquet' ORDER BY ALL"
    ).df()
    assert len(data) > 1000
    assert (data[["game_date", "game_id", "player_lookup"]].values == stored.values).all()


def test_outcomes_are_those_of_the_box(data, box):
    lines = box.loc[list(zip(data.game_id, data.universal_player_id))]
    assert (data.did_play.to_numpy(bool) == (lines.status == "played").to_numpy()).all()
    played = data.did_play.to_numpy(bool)
    assert (data.target_points[played].to_numpy() == lines.pts[played].to_numpy()).all()
    assert (data.target_minutes[played].to_numpy() == lines.minutes[played].to_numpy()).all()


def test_who_did_not_play_has_no_points(data):
    absent = data[~data.did_play]
    assert len(absent) > 100
    assert absent.target_points.isna().all()
    assert absent.target_minutes.isna().all()


def test_no_other_table_holds_an_outcome_of_its_date(place):
    for table in ("ml_feature_store_v2", "player_daily_cache", "player_composite_factors"):
        names = nba_backfill.load(table, folder=place.folder).columns
        assert not [name for name in names if "target" in name or name == "did_play"]


def test_made_again_it_has_the_same_bytes(place):
    file = place.folder / FILE
    card = file.with_name("training_set.card.md")
    before = file.read_bytes(), card.read_bytes()
    assert "Nothing to be done" in place.snakemake("--cores", "2", "training_set").stderr
    file.unlink()
    assert place.snakemake("--cores", "2", "training_set").returncode == 0
    assert (file.read_bytes(), card.read_bytes()) == before


def test_csv_holds_the_same(place, data):
    done = place.snakemake("--cores", "2", "training_set", "--config", "format=csv")
    assert done.returncode == 0, done.stderr
    file = place.folder / FILE
    parquet = file.rename(file.with_suffix(".aside"))
    try:
        pd.testing.assert_frame_equal(nba_backfill.load(folder=place.folder), data)
    finally:
        parquet.rename(file)


def test_the_card_counts_the_rows(place, data):
    card = (place.folder / "results/exports/training_set.card.md").read_text()
    played = int(data.did_play.sum())
    assert f"| 2023-24 | 9 | {len(data):,} | {played:,} | 0 |" in card
    share = 100 * data.pct_free_throw.isna().mean()
    assert f"| `pct_free_throw` | {share:.1f} |" in card


def test_dtypes_a_model_takes(data):
    assert set(data[nba_backfill.feature_names()].dtypes.astype(str)) == {"float64"}
    assert str(data.did_play.dtype) == "boolean"
    assert str(data.game_date.dtype).startswith("datetime64")
    assert str(data.player_lookup.dtype) == "str"


def test_a_range_of_dates(place, data):
    some = nba_backfill.load("ml_feature_store_v2", "2023-11-02", "2023-11-03", place.folder)
    wanted = data[(data.game_date >= "2023-11-02") & (data.game_date <= "2023-11-03")]
    assert list(some.player_lookup) == list(
        wanted.sort_values(["game_date", "player_lookup"]).player_lookup
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ml_feature_store",), "no table 'ml_feature_store'; there are training_set, "),
        (("training_set", "2023-11-31"), "'2023-11-31' is no date; write YYYY-MM-DD"),
        (("training_set", "2030-01-01"), "make it: snakemake --cores 2 training_set"),
    ],
)
def test_mistakes_in_one_line(place, arguments, message):
    with pytest.raises(BackfillError) as error:
        nba_backfill.load(*arguments, folder=place.folder)
    assert message in str(error.value)

import pytest
from given.files import game, shot, write
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import files

WHO = "game_id 0022300001, player_id 1"
FAULTS = {
    "shot_type: neither 2 nor 3, once, e.g. {}: 1; give the points the shot is worth": {
        "shot_type": 1
    },
    "distance_ft: empty for a two-pointer, or negative, once, e.g. {}; give the distance in "
    "feet; it decides between paint and mid-range": {"distance_ft": None},
    "made: empty, once, e.g. {}; fill them": {"made": None},
}


@pytest.mark.parametrize("message", FAULTS)
def test_a_shot_that_has_no_zone_or_outcome(tmp_path, message):
    good = shot("0022300001", 1, "BOS", 2, 3)
    write(tmp_path, [game("0022300001", "2023-10-24")], shots=[good, {**good, **FAULTS[message]}])

    with pytest.raises(BackfillError) as error:
        files.load(tmp_path)

    assert error.value.kind == "bad_source"
    assert str(error.value) == f"shots.parquet: {message.format(WHO)}"

"""The provider changes its form."""

import pandas as pd
import pytest
from nba_backfill.errors import BackfillError


@pytest.mark.parametrize("since", ["2023-10-24", "2023-11-06"])
def test_minutes_in_seconds_are_refused(real, build, since):
    frames = real("2023-11-10")
    games, box = frames["games"], frames["player_box"]
    late = set(games[pd.to_datetime(games.game_date) >= since].game_id)
    box.loc[box.game_id.isin(late) & (box.status == "played"), "minutes"] *= 60

    with pytest.raises(BackfillError, match=r"minutes: .*are these seconds"):
        build(frames)


@pytest.mark.parametrize(("unit", "in_a_foot"), [("inches", 12), ("metres", 0.3048)])
def test_distances_in_another_unit_are_refused(real, build, unit, in_a_foot):
    frames = real("2023-10-30")
    frames["shots"]["distance_ft"] = frames["shots"].distance_ft.astype(float) * in_a_foot

    with pytest.raises(BackfillError, match=rf"distance_ft: .*are these {unit}"):
        build(frames)


@pytest.mark.parametrize(
    ("column", "form"),
    [("minutes", "{}:30"), ("minutes", "PT{}M30.00S"), ("status", "PLAYED")],
)
def test_other_texts_are_refused(real, build, column, form):
    frames = real("2023-10-26")
    box = frames["player_box"]
    box[column] = [form.format(v) if pd.notna(v) else None for v in box[column]]

    with pytest.raises(BackfillError, match=column):
        build(frames)

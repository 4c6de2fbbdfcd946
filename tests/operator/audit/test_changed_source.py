"""After a change in the source the dates behind it are stale."""

import pandas as pd


def test_changed_source(damaged, tmp_path, day, rules):

    source = tmp_path / "source"
    source.mkdir()
    for file in damaged.settings.source_dir.glob("*.parquet"):
        (source / file.name).write_bytes(file.read_bytes())
    box = pd.read_parquet(source / "player_box.parquet")
    games = pd.read_parquet(source / "games.parquet")
    day_before = damaged.dates[damaged.dates.index(day) - 1]
    of_day = games.game_id[games.game_date == day_before]
    played = box.index[box.game_id.isin(of_day) & (box.status == "played")][0]
    box.loc[played, "stl"] += 1
    box.to_parquet(source / "player_box.parquet")
    damaged.settings = damaged.settings.model_copy(update={"source_dir": source})
    stale = {date for _, _, date, rule in rules(damaged) if rule == "stale"}
    assert stale == {date for date in damaged.dates if date >= day}

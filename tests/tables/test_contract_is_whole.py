"""A contract that lacks an entry or contradicts itself is refused in one line naming its file."""

import shutil

import pytest
import yaml
from nba_backfill import tables
from nba_backfill.errors import BackfillError
from nba_backfill.tables.declared import read_table

NAMES = frozenset((*tables.PHASE3, *tables.PHASE4))
NAME = "player_daily_cache"


def read(folder, change):
    """The contract of player_daily_cache, read from a copy of the folder in which it is changed."""
    shutil.copytree(tables.FOLDER, folder / "tables")
    file = folder / "tables" / "nba_precompute" / f"{NAME}.yaml"
    declared = yaml.safe_load(file.read_text(encoding="utf-8"))
    change(declared)
    file.write_text(yaml.safe_dump(declared, sort_keys=False), encoding="utf-8")
    return read_table(file, NAMES)


def refused(folder, change) -> str:
    with pytest.raises(BackfillError) as error:
        read(folder, change)
    file, _, what = str(error.value).partition(": ")
    assert file.endswith(f"nba_precompute/{NAME}.yaml")
    assert error.value.kind == "bad_config"
    return what


def test_unchanged_it_is_the_table(tmp_path):
    assert read(tmp_path, lambda declared: None) == tables.table(NAME)


@pytest.mark.parametrize("entry", ["population", "history", "day", "rules", "key", "columns"])
def test_an_entry_is_missing(tmp_path, entry):
    assert refused(tmp_path, lambda declared: declared.pop(entry)) == f"lacks {entry}"


def test_an_unknown_entry(tmp_path):
    said = refused(tmp_path, lambda declared: declared.update(populations="x"))
    assert said == "has unknown keys: populations"


def test_an_unknown_population(tmp_path):
    said = refused(tmp_path, lambda declared: declared.update(population="all players"))
    assert said == (
        "population is 'all players'; there are 'teams with a counted game before D', "
        "'players with a counted game before D', 'players listed for D'"
    )


def test_a_meaning_cut_at_a_comma(tmp_path):
    # In YAML's short form a comma ends the text: `meaning: one, two` is two entries.
    def cut(declared):
        declared["columns"][3] |= {"meaning": "mean points", "of the last 5 games": None}

    said = refused(tmp_path, cut)
    assert said == "column points_avg_last_5: has unknown keys: of the last 5 games"


def test_a_column_without_a_type(tmp_path):
    said = refused(tmp_path, lambda declared: declared["columns"][3].pop("type"))
    assert said == "column points_avg_last_5: lacks type"


def test_a_rule_about_no_column(tmp_path):
    said = refused(tmp_path, lambda declared: declared["rules"][0].update(column="game"))
    assert said == "rule window_games: there is no column 'game'"


def test_a_column_that_equals_one_of_no_table(tmp_path):
    def renamed(declared):
        declared["columns"][3]["equals"] = {"player_cache": "points"}

    assert refused(tmp_path, renamed) == "speaks of a table 'player_cache' that nobody declares"

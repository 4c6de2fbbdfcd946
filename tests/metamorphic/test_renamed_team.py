"""A team under another name: its name changes, and no number does."""

from given.league import League
from given.phase4 import fill, prepare
from reference.difference import same

from metamorphic.conftest import last_dates, rows_of

OLD, NEW = "ATL", "ZZZ"  # first and last in the order of names
TEAM_COLUMNS = ("home_abbr", "away_abbr", "team_abbr")


def test_renamed_team(league, base, tmp_path):
    renamed = League(
        *(
            f
            if f is None
            else f.assign(**{c: f[c].replace(OLD, NEW) for c in TEAM_COLUMNS if c in f})
            for f in league
        )
    )
    other = prepare(renamed, tmp_path)
    dates = last_dates(other)
    fill(other, dates)
    expected, actual = rows_of(base, dates), rows_of(other, dates)
    assert len(actual) == len(expected) > 1000
    for (table, day, key), row in expected.items():
        found = actual[table, day, NEW if key == OLD else key]
        for column, value in row.items():
            if column in ("team_abbr", "opponent_team_abbr"):
                assert found[column] == (NEW if value == OLD else value)
            elif column != "data_hash" and not column.endswith("_json"):
                assert same(value, found[column], 1e-9), (table, day, key, column)

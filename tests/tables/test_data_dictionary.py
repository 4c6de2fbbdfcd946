"""docs/data_dictionary.md is what the contracts say."""

from nba_backfill.tables import PHASE3, PHASE4, dictionary, table


def test_the_page_is_up_to_date():
    assert dictionary.PAGE.read_text(encoding="utf-8") == dictionary.markdown(), (
        "run: PYTHONPATH=scripts python -m nba_backfill.pages"
    )


def test_every_column_has_a_row():
    page = dictionary.markdown()
    for name in (*PHASE4, *PHASE3):
        for column in table(name).columns:
            assert f"| `{column}` | " in page


def test_ranges_are_written_for_people():
    assert dictionary.column_range((0, 1)) == "0 .. 1"
    assert dictionary.column_range((0, None)) == ">= 0"
    assert dictionary.column_range((None, 5)) == "<= 5"
    assert dictionary.column_range(None) == ""

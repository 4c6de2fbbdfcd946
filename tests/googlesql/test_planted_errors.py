"""What only Google's engine notices: the test of these tests.

Each error is planted into a real statement. The translation, DuckDB, and with them the embedded
engine and the emulator, take it; BigQuery would refuse it, or compute something else.
"""

import datetime as dt

import pytest
from given import rows
from nba_backfill import tables
from nba_backfill.tables.statement import framed, with_row_hash

from googlesql import engine
from googlesql.both import BothEngines, types_of

pytestmark = pytest.mark.googlesql

DATES = {"start_date": "DATE", "end_date": "DATE"}
DAY = dt.date(2024, 1, 15)
ZONES = tables.table("team_defense_zone_analysis")

# An expression beside the columns of a team's zones -> what the analyzer says
REFUSED = {
    "games_in_sample = '15'": "No matching signature for operator =",
    "early_season_flag = 1": "No matching signature for operator =",
    "early_season_flag IN (1, 2)": "No matching signature for operator IN",
    "SUM(early_season_flag) OVER ()": "No matching signature for aggregate function SUM",
    "COALESCE(games_in_sample, 'none')": "No matching signature for function COALESCE",
    "IF(opponent_pace, 1, 0)": "No matching signature for function IF",
    "opponent_pace::INT64": "Syntax error",
    "COUNT(*) FILTER (WHERE early_season_flag) OVER ()": "Syntax error",
    "MEDIAN(opponent_pace) OVER ()": "Function not found: MEDIAN",
    "LIST_AVG([opponent_pace])": "Function not found: LIST_AVG",
    "LIST_CONTAINS(data_quality_issues, 'a')": "Function not found: LIST_CONTAINS",
    "STRFTIME(analysis_date, '%Y')": "Function not found: STRFTIME",
}

# A query -> what the two engines say of the same column
DIFFERENT = {
    "SELECT CAST(CAST(2.5 AS FLOAT64) AS INT64) AS x": "(2, 3)",
    "SELECT MIN(v) AS x FROM UNNEST([1.0, CAST('NaN' AS FLOAT64)]) AS v": "(1.0, nan)",
    "SELECT CAST('NaN' AS FLOAT64) > 1 AS x": "(True, False)",
    "SELECT LEAST(CAST('NaN' AS FLOAT64), 1) AS x": "(1.0, nan)",
    "SELECT SUM(o) AS x FROM UNNEST(['a', 'b']) AS v WITH OFFSET AS o": "(3, 1)",
    "SELECT 1 / 0 AS x": "refused",
}


def planted(expression: str) -> str:
    statement = with_row_hash(ZONES, framed(ZONES.name))
    return f"SELECT zones.*, {expression} AS planted FROM (\n{statement}\n) AS zones"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    """An embedded warehouse with a few rows."""
    root = tmp_path_factory.mktemp("planted")
    return rows.write(root, team_defense_game_summary=[rows.team_defense(rows.days_before(3))])


@pytest.fixture(scope="module")
def known():
    return {tables.table(n).full_name: types_of(n) for n in tables.PHASE3 + tables.PHASE4}


def test_the_statement_itself_is_accepted(known):
    engine.analyze(planted("1"), known, DATES)


@pytest.mark.parametrize("expression", REFUSED)
def test_refused_by_google_and_taken_by_the_embedded_engine(expression, known, warehouse):
    warehouse.query(planted(expression), DAY, DAY)

    with pytest.raises(engine.Refused, match=REFUSED[expression]):
        engine.analyze(planted(expression), known, DATES)


@pytest.mark.parametrize("sql", DIFFERENT)
def test_another_answer_is_noticed(sql, tmp_path):
    both = BothEngines(tmp_path)

    both.query(sql, DAY, DAY)

    assert len(both.differences) == 1
    assert DIFFERENT[sql] in both.differences[0]


def test_a_column_of_another_type_is_noticed(known):
    statement = with_row_hash(ZONES, framed(ZONES.name))
    written = "SELECT * REPLACE (CAST(games_in_sample AS FLOAT64) AS games_in_sample)\n"
    found = engine.analyze(f"{written}FROM (\n{statement}\n) AS zones", known, DATES)

    wrong = {name for name, kind in types_of(ZONES.name).items() if found[name] != kind}
    assert wrong == {"games_in_sample"}

"""docs/other_platforms.md from nothing: the needed columns only, as NUMERIC and renamed."""

import datetime as dt
import io
import re
import shlex
import uuid

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from given.bigquery import emulator
from given.run import BOOTSTRAP_DAYS, ROOT, checkout, digests, snakemake
from google.cloud import bigquery
from nba_backfill import tables
from nba_backfill.errors import BackfillError
from nba_backfill.phase3.existing import EVER
from nba_backfill.warehouse.bigquery import BigQueryWarehouse
from nba_backfill.warehouse.parquet import ParquetWarehouse

pytestmark = pytest.mark.slow

PAGE = (ROOT / "docs" / "other_platforms.md").read_text(encoding="utf-8")
DAYS = {"start_date": dt.date(2023, 11, 2), "end_date": dt.date(2023, 11, 12)}
NUMERIC = pa.decimal128(38, 9)
KINDS = {"INT64": pa.int64(), "NUMERIC": NUMERIC, "STRING": pa.string(), "BOOL": pa.bool_(),
         "DATE": pa.date32(), "FLOAT64": pa.float64()}  # fmt: skip
AS_NUMERIC = ("minutes_played", "possessions", "minutes_in_last_7_days", "minutes_in_last_14_days")


def block(language: str) -> str:
    return re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)[1]


def write_foreign(client, name: str, place: str, renamed: dict[str, str], rows: pa.Table) -> None:
    """The needed columns of a Phase 3 table as somebody else stores them."""
    contract, fields, arrays = tables.table(name), [], []
    for column in tables.needed(name):
        kind = "NUMERIC" if column in AS_NUMERIC else contract.columns[column].type
        fields.append(bigquery.SchemaField(renamed.get(column, column), kind))
        arrays.append(rows[column].cast(KINDS[kind]))
    client.create_dataset(place.rpartition(".")[0], exists_ok=True)
    made = bigquery.Table(place, [*fields, bigquery.SchemaField("loaded_by", "STRING")])
    made.time_partitioning = bigquery.TimePartitioning(field="game_date")
    client.create_table(made)
    table = pa.table([*arrays, pa.array(["etl"] * len(rows))], names=[f.name for f in made.schema])
    file = io.BytesIO()
    pq.write_table(table, file)
    file.seek(0)
    config = bigquery.LoadJobConfig(
        source_format="PARQUET", write_disposition="WRITE_TRUNCATE", schema=made.schema
    )
    client.load_table_from_file(file, place, job_config=config).result()


@pytest.fixture(scope="module")
def complete(tmp_path_factory):
    """A backfill over complete tables: the folder and its warehouse."""
    folder = checkout(tmp_path_factory.mktemp("complete") / "nba")
    done = snakemake(folder, timeout=300, **DAYS)
    assert done.returncode == 0, done.stdout
    return folder, ParquetWarehouse(folder / "results" / "warehouse")


@pytest.fixture(scope="module")
def followed(complete, tmp_path_factory):
    """The page's configuration over foreign tables, and its commands run one by one."""
    _, warehouse = complete
    mark = uuid.uuid4().hex[:8]
    config = yaml.safe_load(block("yaml").replace(": warehouse.", f": own_{mark}."))
    section = config["bigquery"]
    section["datasets"] = {name: f"{place}_{mark}" if place != "warehouse" else f"own_{mark}"
                           for name, place in section["datasets"].items()}  # fmt: skip
    section |= {"project": emulator.PROJECT, "endpoint": emulator.start().endpoint,
                "retry_seconds": 20}  # fmt: skip
    settings = emulator.settings(bigquery=section, phase3="warehouse")
    client = BigQueryWarehouse(settings).jobs.client
    for name in tables.PHASE3:
        contract = tables.table(name)
        rows = warehouse.query(
            f"SELECT * FROM {contract.full_name} WHERE game_date BETWEEN @start_date AND @end_date",
            *EVER,
        )
        place = section["tables"].get(name, f"own_{mark}.{name}")
        renamed = section["columns"].get(name, {})
        write_foreign(client, name, f"{emulator.PROJECT}.{place}", renamed, rows)
    folder = checkout(tmp_path_factory.mktemp("own") / "nba")
    text = yaml.safe_dump({**config, **DAYS, "bootstrap_days": BOOTSTRAP_DAYS})
    (folder / "config" / "config.yaml").write_text(text)
    for line in block("console").splitlines():
        words = shlex.split(line.removeprefix("$ "))
        done = snakemake(folder, *words[1:], timeout=600, phase3="warehouse")
        assert done.returncode == 0, done.stdout
    return folder, section


def test_the_rows_are_those_of_the_complete_tables(followed, complete):
    made, wanted = digests(followed[0]), digests(complete[0])

    assert len(wanted) == 25
    assert made == wanted


def test_a_date_that_is_no_date_is_told_with_its_use(followed):
    section = {**followed[1], "columns": {"player_game_summary": {"ts_pct": "loaded_by"}}}
    warehouse = BigQueryWarehouse(emulator.settings(bigquery=section, phase3="warehouse"))

    with pytest.raises(BackfillError) as failure:
        warehouse.create(tables.table("player_game_summary"))

    place = f"{emulator.PROJECT}.{section['tables']['player_game_summary']}"
    assert str(failure.value) == (
        f"BigQuery table {place} "
        "lacks points INT64 (for player_daily_cache, ml_feature_store); "
        "lacks minutes_played FLOAT64 (for player_daily_cache, ml_feature_store); "
        "has loaded_by as STRING, not FLOAT64 (for player_daily_cache); "
        "name other columns in bigquery.columns.player_game_summary or let bigquery.datasets point "
        "elsewhere"
    )


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (
            {"player_game_summary": {"minute_played": "mins"}},
            "config bigquery.columns.player_game_summary.minute_played: no column of "
            "player_game_summary; did you mean minutes_played?",
        ),
        (
            {"player_game_summary": {"points": "a; DROP"}},
            "config bigquery.columns.player_game_summary.points: 'a; DROP' is no column name",
        ),
    ],
)
def test_a_wrong_mapping_is_told(columns, told):
    with pytest.raises(BackfillError) as failure:
        emulator.bigquery_warehouse(bigquery={"columns": columns}, phase3="warehouse")

    assert str(failure.value) == told

"""A Parquet file of one partition: its rows, and a note about them in its footer.

A reader needs the note to know whether the rows are current, so it looks at the ends of the file
only, without a Parquet library.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from nba_backfill.tables import Table

NOTE = b"nba_backfill"
MAGIC = b"PAR1"  # the first and the last bytes of a Parquet file
FOOTER = 32_768  # bytes; that of a partition is smaller


def write(file: Path, rows: pa.Table, table: Table, note: str | None) -> None:
    """Write all rows, with the columns of the contract; raises OSError with the file's folder."""
    import pyarrow.parquet as pq

    # Of a footer beyond what readers need: making it takes longer than the rows of a date.
    form = {"compression": "zstd", "use_dictionary": False, "store_schema": False}
    statistics = [table.date_column]
    schema = table.arrow_schema
    try:
        with pq.ParquetWriter(file, schema, write_statistics=statistics, **form) as writer:
            writer.write_table(rows.select(schema.names).cast(schema))
            if note:
                writer.add_key_value_metadata({NOTE.decode(): note})
    except OSError as error:  # Arrow does not say which
        raise OSError(error.errno, str(error), str(file.parent)) from error


def rows_in(file: Path) -> int:
    import pyarrow.parquet as pq

    return pq.read_metadata(file).num_rows


def note_in(file: Path) -> str | None:
    """The note in the footer; raises what Arrow does where there is no Parquet file."""
    import pyarrow.parquet as pq

    noted = (pq.read_metadata(file).metadata or {}).get(NOTE)
    return noted.decode() if noted else None


def holds(file: Path, note: str) -> bool:
    """Whether a Parquet file begins and ends as one and carries the note in its footer."""
    try:
        descriptor = os.open(file, os.O_RDONLY)
    except OSError:
        return False
    try:
        size = os.fstat(descriptor).st_size
        end = os.pread(descriptor, FOOTER, max(0, size - FOOTER))
        length = int.from_bytes(end[-len(MAGIC) - 4 : -len(MAGIC)], "little") + 4 + len(MAGIC)
        if length > len(end):
            end = os.pread(descriptor, length, max(0, size - length))
        begins, ends = os.pread(descriptor, len(MAGIC), 0) == MAGIC, end.endswith(MAGIC)
        return begins and ends and length <= size and note.encode() in end[-length:]
    except OSError:
        return False
    finally:
        os.close(descriptor)

"""Simulated files say what they are, so that nobody takes them for real ones."""

import pyarrow.parquet as pq


def test_every_file_carries_its_source(folder):
    for path in folder.glob("*.parquet"):
        assert pq.read_schema(path).metadata[b"source"] == b"simulated seed=7"

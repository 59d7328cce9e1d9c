"""Under Spark the same lines give the same alerts, byte for byte."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from benchmarks.screening_labelled.judged import labelled

from bordermark.screening.automaton import Automaton
from bordermark.screening.engine import ALERTS, screen

pytestmark = pytest.mark.spark


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]").appName("bordermark").config("spark.ui.enabled", "false")
        .config("spark.executorEnv.PYTHONPATH", ":".join(path for path in sys.path if path))
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "700").config("spark.pyspark.python", sys.executable)
        .getOrCreate()
    )
    yield session
    session.stop()


def serialised(table: pa.Table) -> bytes:
    """The table in order of lines, as one Arrow stream."""
    ordered = table.sort_by([("row", "ascending"), ("list", "ascending"), ("entry", "ascending")]).combine_chunks()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, ALERTS) as stream:
        stream.write_table(pa.Table.from_pylist(ordered.to_pylist(), schema=ALERTS))
    return bytes(sink.getvalue())


def test_two_workers_give_what_one_process_gives(session: Any, automaton: Automaton, tmp_path: Path) -> None:
    from bordermark.screening.spark import screen_frame

    lines = labelled()
    table = pa.table({"row": list(range(1, len(lines) + 1)), "id": [str(line.id) for line in lines],
                      "hs_code": [line.hs_code for line in lines], "goods_description": [line.text for line in lines]})
    pq.write_table(table, tmp_path / "lines.parquet")
    frame = session.read.parquet(str(tmp_path / "lines.parquet")).repartition(4)
    distributed = screen_frame(frame, automaton).toArrow().cast(ALERTS)
    assert distributed.num_rows > 1000
    assert serialised(distributed) == serialised(screen(table, automaton))

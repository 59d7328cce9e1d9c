"""The same engine under PySpark (``pip install bordermark[spark]``), for declarations that outgrow one machine."""

from collections.abc import Iterator

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql.functions import monotonically_increasing_id

from bordermark.screening.automaton import Automaton
from bordermark.screening.engine import ALERTS, CODE, TEXT, screen

_NAMES = {pa.string(): "string", pa.int64(): "bigint", pa.int32(): "int", pa.float64(): "double"}


def screen_frame(frame: DataFrame, automaton: Automaton) -> DataFrame:
    """Alerts of a frame of lines, in the columns of ``engine.ALERTS``; the frame has the columns that `screen` reads.

    The automaton is broadcast once and kept by each Python worker. Where the frame has no column `row`, one is made
    that is unique but depends on the partitions. Larger batches are faster: set
    ``spark.sql.execution.arrow.maxRecordsPerBatch`` to 250000.
    """
    shared = frame.sparkSession.sparkContext.broadcast(automaton)
    if "row" not in frame.columns:
        frame = frame.withColumn("row", monotonically_increasing_id() + 1)

    def screened(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield from screen(batch, shared.value).to_batches()

    wanted = [name for name in ("row", "id", CODE, TEXT) if name in frame.columns]
    return frame.select(*wanted).mapInArrow(screened, ", ".join(f"{one.name} {_ddl(one.type)}" for one in ALERTS))


def _ddl(kind: pa.DataType) -> str:
    """An Arrow type as Spark's schema language names it."""
    if pa.types.is_list(kind):
        return f"array<{_ddl(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return f"struct<{', '.join(f'`{one.name}`: {_ddl(one.type)}' for one in kind)}>"
    return _NAMES[kind]

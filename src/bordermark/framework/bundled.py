"""The bundled framework as plain values, without a database: for use as a library, in tests and benchmarks."""

from functools import cache

from bordermark.compendium.bundled import read
from bordermark.framework.content import Framework, framework_of
from bordermark.framework.records import DATA, TABLES


@cache
def bundled_framework() -> Framework:
    """The bundled framework."""
    return framework_of({table.type: read(DATA / table.file, table.record) for table in TABLES})

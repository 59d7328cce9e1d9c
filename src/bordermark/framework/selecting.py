"""Which measures carry what is asked for. Pure."""

from collections.abc import Collection, Mapping

from bordermark.framework.content import Framework
from bordermark.framework.records import MeasureRecord


def select_measures(framework: Framework, wanted: Mapping[str, Collection[str]]) -> list[MeasureRecord]:
    """Measures, in the order of the Framework, that for each column of `wanted` have one of its values.

    A column without values asks for nothing.
    """
    return [one for one in framework.measures.values()
            if all(not values or _has(one, column, values) for column, values in wanted.items())]


def _has(one: MeasureRecord, column: str, values: Collection[str]) -> bool:
    held = getattr(one, column)
    return held in values if isinstance(held, str) else any(value in values for value in held)

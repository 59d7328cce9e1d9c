"""Answers as a person types them: an element and the level of maturity at which it stands. Pure."""

import re
from collections.abc import Collection, Iterable
from typing import Final

from bordermark.framework.ranges import HIGHEST_LEVEL, Range, of_level
from bordermark.publishing.problems import BadParameter

_WRITTEN: Final = re.compile(r"^(?P<element>[^=\s]+)=(?P<low>\d+)(\.\.(?P<high>\d+))?$")

EXPECTED: Final = (f"an element and a level from 0 to {HIGHEST_LEVEL}, or two levels, such as cbm-3.2=4 or "
                   "fatf:32=1..3")


def read_answers(
    parameter: str, written: Iterable[str], known: Collection[str]
) -> tuple[dict[str, Range], list[BadParameter]]:
    """Answers by element, and those that cannot be read. Of several to one element the last counts."""
    answers: dict[str, Range] = {}
    errors: list[BadParameter] = []
    for text in written:
        found = _WRITTEN.match(text)
        try:
            if found is None:
                raise ValueError
            low, high = int(found["low"]), int(found["high"] or found["low"])
            range_ = Range(of_level(low).low, of_level(high).high)
        except ValueError:
            errors.append(BadParameter(parameter, text, EXPECTED))
            continue
        if found["element"] in known:
            answers[found["element"]] = range_
        else:
            errors.append(BadParameter(parameter, text, "the id of a measure, a provision or an element of a list"))
    return answers, errors

"""Codes of the Harmonized System: how they are written and read, and in which editions."""

import re
from typing import Final, Literal, get_args

from bordermark.errors import BordermarkError, UnknownRecord

Edition = Literal["1992", "1996", "2002", "2007", "2012", "2017", "2022"]
"""An edition, by the year in which it came into use."""

EDITIONS: Final[tuple[Edition, ...]] = get_args(Edition)
LATEST: Final = EDITIONS[-1]


class BadCode(BordermarkError):
    """What was given is no code of the Harmonized System; the sentence says what was expected."""


class UnknownCode(UnknownRecord):
    """The edition has no such code; `near` holds codes that resemble it, or the same in other editions."""

    def __init__(self, edition: str, code: str, elsewhere: tuple[str, ...], near: tuple[str, ...]) -> None:
        found = [f"{other}:{code}" for other in elsewhere] or [f"{edition}:{one}" for one in near]
        super().__init__("HS code", f"{edition}:{code}", found)
        hint = f" Did you mean {', '.join(map(show_code, near))}?" if near else ""
        if elsewhere:
            hint = f" Editions that have it: {', '.join(elsewhere)}."
        self.args = (f"The {edition} edition of the Harmonized System has no code {show_code(code)}.{hint}",)


def read_code(text: str) -> str:
    """The digits of a code written in any usual way: 2, 4 or 6 of them.

    National digits after the sixth are dropped. Raises BadCode.

    >>> read_code("2904.99"), read_code("29.04"), read_code("2904 99 00 10")
    ('290499', '2904', '290499')
    """
    digits = re.sub(r"[\s.\-]", "", text)
    if not re.fullmatch(r"\d{2}|\d{4}|\d{6}\d{0,6}", digits, re.ASCII):
        raise BadCode(f"code: found {text!r}, expected 2, 4 or 6 digits such as 29, 2904 or 2904.99")
    return digits[:6]


def read_edition(text: str) -> Edition:
    """The edition named by a year. Raises BadCode."""
    for edition in EDITIONS:
        if text == edition:
            return edition
    raise BadCode(f"edition: found {text!r}, expected one of {', '.join(EDITIONS)}")


def show_code(code: str) -> str:
    """A code as it is printed: 2904.99."""
    return f"{code[:4]}.{code[4:]}" if len(code) == 6 else code

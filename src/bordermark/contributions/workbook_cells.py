"""One cell of a workbook as a column of a typed record asks for it."""

import re
from datetime import date, datetime
from typing import Any, Final

from bordermark.contributions.columns import Column
from bordermark.contributions.naming import Heard, Lexicon, folded
from bordermark.errors import BordermarkError
from bordermark.pack import split_words

YES: Final = frozenset({"yes", "true", "1", "oui", "sí", "si", "да", "是", "نعم"})
NO: Final = frozenset({"no", "false", "0", "non", "нет", "否", "لا"})


class BadCell(BordermarkError):
    """A cell that cannot be what its column asks for: the value, and what was expected."""

    def __init__(self, value: str, expected: str) -> None:
        self.value, self.expected = value, expected
        super().__init__(f"found {value!r}, expected {expected}")


def plain(raw: Any) -> str:
    """A cell as a person reads it, without stray spaces; a whole number without its ``.0``.

    >>> plain(2012.0), plain(" CWC\\u00a0")
    ('2012', 'CWC')
    """
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return str(raw).replace("_x000D_", "").replace("\r\n", "\n").strip()


def value_of(raw: Any, column: Column) -> Any:
    """What a record is made of, from a raw cell. Raises BadCell."""
    if isinstance(raw, datetime | date):
        if column.kind != "date":
            raise BadCell(raw.isoformat(), "text; Excel has made a date of it: format the cell as text, write it again")
        return raw.date().isoformat() if isinstance(raw, datetime) else raw.isoformat()
    if raw is not None and not isinstance(raw, str | int | float | bool):
        raise BadCell(str(raw), "text; Excel has made a time of it: format the cell as text, write it again")
    text = plain(raw)
    if column.kind == "words":
        return split_words(text)
    if column.kind == "flag":
        said = folded(text)
        return "yes" if said in YES else "no" if said in NO or not said else text
    return text


def named(text: str, column: Column, lexicon: Lexicon) -> tuple[str, list[tuple[str, Heard]]]:
    """One word of a column with its names put as codes, and the names that stand for none, as they were heard."""
    assert column.names is not None
    match = None if text.startswith("{") else re.fullmatch(column.names.place, text, re.DOTALL)
    if match is None or not match["name"]:
        return text, []
    name = match["name"].strip()
    heard = lexicon.hear(name, column.names)
    code = heard.code
    if not code:
        return text, [(name, heard)]
    if column.codes and code not in column.codes:
        return text, [(name, Heard(near=column.codes))]
    return text[: match.start("name")] + code + text[match.end("name"):], []


def understood(value: Any, column: Column, lexicon: Lexicon) -> tuple[Any, list[tuple[str, Heard]]]:
    """A column's value with labels put as codes, and the names that stand for none."""
    if column.names is None or not value:
        return value, []
    if isinstance(value, str):
        return named(value, column, lexicon)
    words, missed = [], []
    for part in value:
        word, some = named(part, column, lexicon)
        words.append(word)
        missed += some
    return words, missed


def expected(heard: Heard, column: Column) -> str:
    """What was expected where a name stands for no record, or for more than one."""
    assert column.names is not None
    kind = column.names.scheme or " or ".join(column.names.types)
    if heard.several:
        return f"one {kind} only; it stands for {', '.join(heard.near)}: write the code"
    meant = f"; did you mean {', '.join(heard.near)}?" if heard.near else ""
    return f"the code or a label of a known {kind}{meant}"

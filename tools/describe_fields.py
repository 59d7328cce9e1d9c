"""Write ``bordermark/web/field_words.py``: what the fields of records mean, where the translators' tools find it.

A record says once, in its class, what each of its fields means; xgettext cannot see that these words are shown. Run
after a change of a record:

    python tools/describe_fields.py
"""

import textwrap
from pathlib import Path

import django

django.setup()

from bordermark.contributions.columns import columns_of  # noqa: E402
from bordermark.contributions.record_types import record_types  # noqa: E402

MODULE = Path(__file__).parent.parent / "src" / "bordermark" / "web" / "field_words.py"

HEAD = '''"""What the fields of records mean, for the translators. Written by ``tools/describe_fields.py``."""

from django.utils.translation import gettext_noop as _

FIELD_WORDS = (
'''


def module() -> str:
    """The module, whole: each description once, in the order of the alphabet."""
    words = {column.description for one in record_types() for column in columns_of(one.record) if column.description}
    return HEAD + "".join(f"    {_literal(one)},\n" for one in sorted(words)) + ")\n"


def _literal(text: str) -> str:
    """A call of gettext_noop, the text in pieces that fit a line."""
    pieces = textwrap.wrap(text, 95, drop_whitespace=False, break_long_words=False, break_on_hyphens=False)
    return "_(" + "\n      ".join(_quoted(piece) for piece in pieces) + ")"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


if __name__ == "__main__":
    MODULE.write_text(module(), encoding="utf-8")

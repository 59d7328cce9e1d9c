"""What the fields of records mean is shown in the reader's language."""

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.translation import trans_real
from tools.describe_fields import MODULE, module

from bordermark.contributions.columns import columns_of
from bordermark.contributions.record_types import record_types
from bordermark.web.field_words import FIELD_WORDS

SHOWN = Template("{% load review %}{{ text|field_words }}")


def test_the_module_is_written_anew_after_every_change_of_a_record() -> None:
    assert MODULE.read_text(encoding="utf-8") == module(), "run python tools/describe_fields.py"


def test_every_description_is_there_as_it_stands() -> None:
    words = {column.description for one in record_types() for column in columns_of(one.record) if column.description}
    assert set(FIELD_WORDS) == words


def test_a_description_is_shown_in_the_readers_language(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Stable public id"
    monkeypatch.setattr(trans_real.translation("fr"), "gettext", lambda one: "Identifiant <public>")
    with translation.override("fr"):
        assert SHOWN.render(Context({"text": text})) == "Identifiant &lt;public&gt;"


def test_one_without_a_translation_is_marked_as_english() -> None:
    with translation.override("ar"):
        assert SHOWN.render(Context({"text": "of nobody's & none"})) == (
            '<span lang="en" dir="ltr">of nobody&#x27;s &amp; none</span>')
    with translation.override("en"):
        assert SHOWN.render(Context({"text": "Stable public id"})) == "Stable public id"

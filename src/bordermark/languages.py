"""The six official languages of the United Nations, in which everything is labelled."""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import AfterValidator

LANGUAGES: Final = ("ar", "en", "es", "fr", "ru", "zh")
"""Codes (BCP 47) in the order in which the United Nations lists them."""

RIGHT_TO_LEFT: Final = frozenset({"ar"})

NAMES: Final = {
    "ar": "العربية",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "ru": "Русский",
    "zh": "中文",
}
"""Each language's name in itself."""


def _require_language(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError(f"one of {', '.join(LANGUAGES)}")
    return code


Language = Annotated[str, AfterValidator(_require_language)]


def pick(labels: Mapping[str, str], language: str) -> str:
    """The label in `language`, else in English, else in any language, else ``""``.

    >>> pick({"en": "Passport", "fr": "Passeport"}, "fr")
    'Passeport'
    >>> pick({"en": "Passport"}, "zh")
    'Passport'
    """
    return labels.get(language) or labels.get("en") or next((text for text in labels.values() if text), "")


def direction(language: str) -> str:
    """``"rtl"`` or ``"ltr"``, as HTML's ``dir`` wants it."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"

"""The register of kinds of notification: rooms above say here what each is called and how it is worded."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bordermark.accounts.models import Delivery


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notification. `words` is a sentence with places such as ``%(title)s``, filled from its params.

    Both texts are lazy translations: they are read in the recipient's language.
    """

    name: str
    label: Any
    words: Any
    delivery: Delivery = Delivery.DAILY

    def sentence(self, params: Mapping[str, Any]) -> str:
        """The sentence in the language in force."""
        return str(self.words) % params


_kinds: dict[str, Kind] = {}


def register_kind(name: str, label: Any, words: Any, delivery: str = Delivery.DAILY) -> None:
    """Make a kind known; `delivery` is how it goes by e-mail until the recipient chooses: at-once, daily, weekly, none.

    Label and words are lazy translations; in words a per cent sign that begins no place is written twice.
    """
    _kinds[name] = Kind(name, label, words, Delivery(delivery))


def kind(name: str) -> Kind:
    """The kind of this name. Raises KeyError when none is registered."""
    return _kinds[name]


def kinds() -> tuple[Kind, ...]:
    """All kinds, in the order in which they were registered."""
    return tuple(_kinds.values())

"""Things with names that somebody may mean who types some words."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class VocabularyTerm:
    """Something beside records that may be meant: a theme, a State, an organisation. ``names`` are its aliases.

    ``said`` are texts whose words also find it, and that are not shown; ``note`` is shown beside it, and finds nothing.
    """

    kind: str
    id: str
    labels: Mapping[str, str]
    names: tuple[str, ...] = field(default=())
    said: tuple[str, ...] = field(default=())
    note: str = ""

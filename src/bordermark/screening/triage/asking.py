"""Which alerts are wanted, in which order, from where on: read from a query, and turned into one."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final, get_args
from urllib.parse import urlencode

from bordermark.publishing.problems import BadParameter, UnusableParameters
from bordermark.screening.evidence import Kind
from bordermark.screening.standing import LANES, Alerted

SORTS: Final = ("score", "lane", "newest")

WAITING: Final = "waiting"
"""The word for every status in which somebody still has to decide."""

MINE: Final = "me"
NOBODY: Final = "nobody"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which alerts: an empty field asks for nothing. `status` is one, `waiting` or `all`; `assignee` a person's id,
    `me` or `nobody`; `score` the least; `kind` of evidence; `month` YYYY-MM."""

    state: str = ""
    status: str = WAITING
    run: str = ""
    list: str = ""
    entry: str = ""
    office: str = ""
    lane: str = ""
    month: str = ""
    assignee: str = ""
    kind: str = ""
    score: str = ""
    sort: str = "score"

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        """From a query, in which what is empty was not asked. Raises UnusableParameters."""
        given = {one.name: query.get(one.name, "").strip() for one in fields(cls)}
        asked = cls(**{name: value for name, value in given.items() if value})
        words = {
            "status": (asked.status, [WAITING, "all", *Alerted]), "kind": (asked.kind, ["", *get_args(Kind)]),
            "sort": (asked.sort, list(SORTS)), "lane": (asked.lane, ["", *LANES]),
        }
        wrong = [BadParameter(name, value, f"one of {', '.join(one for one in known if one)}")
                 for name, (value, known) in words.items() if value not in known]
        if asked.score and asked.least is None:
            wrong.append(BadParameter("score", asked.score, "a number from 0 to 1, such as 0.9"))
        wrong += [BadParameter(name, value, "text without the character NUL")
                  for name, value in given.items() if "\0" in value]
        if wrong:
            raise UnusableParameters(wrong)
        return asked

    @property
    def least(self) -> float | None:
        """The least score; None where none is asked for, or what was is none."""
        try:
            least = float(self.score)
        except ValueError:
            return None
        return least if 0 <= least <= 1 else None

    @property
    def narrowed(self) -> bool:
        """Whether anything but the status and the order is asked for."""
        return any(getattr(self, one.name) for one in fields(self) if one.name not in ("status", "sort"))

    def query(self, **other: str) -> str:
        """The query that asks for this, with some fields otherwise; what is as always is left out."""
        plain = Asked()
        asked = {one.name: getattr(self, one.name) for one in fields(self)} | other
        return urlencode({name: value for name, value in asked.items() if value and value != getattr(plain, name, "")})

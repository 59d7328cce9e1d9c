"""The addresses that records name, and what is known of each."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from bordermark.contributions.links.judging import STATES, Standing, State
from bordermark.contributions.models import LONGEST_ADDRESS, LinkCheck
from bordermark.contributions.record_types import record_types

_COLUMNS = [field.name for field in fields(Standing)]


@dataclass(frozen=True, slots=True)
class Named:
    """A record that names an address, and in which field."""

    type: str
    key: str
    field: str


def named() -> dict[str, list[Named]]:
    """Every address that a record which stands names as a link, with the records that do; not what is far too long."""
    found: dict[str, list[Named]] = {}
    for one in record_types():
        for field in one.links:
            rows = one.model._default_manager.exclude(**{field: ""}).order_by("pk").values_list("pk", field)
            for key, url in rows:
                if len(url.encode()) <= LONGEST_ADDRESS:
                    found.setdefault(url, []).append(Named(one.name, str(key), field))
    return found


def standings() -> dict[str, Standing]:
    """What is known of every address that has been asked."""
    rows = LinkCheck.objects.values_list("url", *_COLUMNS)
    return {url: Standing(*values) for url, *values in rows}


def keep(url: str, standing: Standing) -> None:
    """Keep what is known of an address now."""
    LinkCheck.objects.update_or_create(
        url=url, defaults={name: getattr(standing, name) for name in _COLUMNS}
    )


def forget_unnamed(urls: Iterable[str]) -> None:
    """Forget what is known of addresses other than these: no record names them any more."""
    gone = sorted(set(LinkCheck.objects.values_list("url", flat=True)) - set(urls))
    for start in range(0, len(gone), 500):
        LinkCheck.objects.filter(url__in=gone[start : start + 500]).delete()


@dataclass(frozen=True, slots=True)
class Link:
    """An address with what is known of it, and the records that name it."""

    url: str
    standing: Standing
    records: tuple[Named, ...]


def links(states: Iterable[State] = STATES[:-1]) -> list[Link]:
    """The addresses that are in one of these states, broken ones first, then the longest."""
    wanted = list(states)
    by_url, known = named(), standings()
    found = [Link(url, known[url], tuple(some)) for url, some in by_url.items()
             if url in known and known[url].state in wanted]
    return sorted(found, key=lambda one: (STATES.index(one.standing.state), one.standing.since, one.url))


def due(now: datetime) -> list[str]:
    """The addresses to ask now: those never asked first, then those that have waited longest."""
    asked, known = named(), standings()
    never = [url for url in asked if url not in known]
    waiting = sorted((known[url].due_at, url) for url in asked if url in known and known[url].due_at <= now)
    return [*never, *(url for _, url in waiting)]

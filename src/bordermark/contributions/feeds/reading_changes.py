"""Reading another Bordermark: its revisions since the last one seen, oldest first (``/api/v1/changes``)."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from bordermark.contributions.feeds.fetching import Fetch, FetchFailed
from bordermark.contributions.feeds.sources import Beat, Gathered, Gathering, Item


class _Row(BaseModel):
    type: str
    id: str
    withdrawn: bool
    data: dict[str, Any] | None


class _Page(BaseModel):
    items: list[_Row]
    last: int
    more: bool


def read(fetch: Fetch, address: str, cursor: str, marks: Mapping[str, str], beat: Beat) -> Gathered:
    """What the Bordermark at an address has recorded since the revision `cursor`. Raises FetchFailed."""
    changes = f"{address.rstrip('/')}/api/v1/changes"
    since, gathering = int(cursor or 0), Gathering(beat)
    first_marks: Mapping[str, str] = {}
    while True:
        first = not gathering.items
        answer = fetch(changes, {"since": str(since), "full": "true", "limit": "1000"}, marks if first else None)
        if answer.unchanged:
            return Gathered(cursor=cursor, marks=marks, unchanged=True)
        page = _page(answer.content, changes)
        gathering.add(answer.content, [_item(row) for row in page.items])
        first_marks = answer.marks if not page.items and first else {}
        if page.more and page.last <= since:
            raise FetchFailed(f"{changes} says that there is more after revision {since}, and gives nothing.")
        since = max(since, page.last)
        if not page.more:
            return gathering.done(str(since), first_marks)


def _page(content: bytes, address: str) -> _Page:
    try:
        return _Page.model_validate_json(content)
    except ValidationError as error:
        raise FetchFailed(f"{address} does not answer as a Bordermark does "
                          f"({error.errors(include_url=False)[0]['msg']}).") from error


def _item(row: _Row) -> Item:
    identifier = f"{row.type}/{row.id}"
    if row.withdrawn:
        return Item(identifier, row.type, row.id)
    problem = "" if row.data is not None else "the source gives no columns"
    return Item(identifier, row.type, row.id, row.data, problem=problem)

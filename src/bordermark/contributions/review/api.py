"""Change sets over HTTP: made of records or of a file, edited, reviewed and published by those who may."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, Path, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from bordermark.accounts.api_auth import identified
from bordermark.accounts.people import person_of
from bordermark.accounts.policy import Action, Person
from bordermark.contributions.comparing import Proposal, Withdrawal
from bordermark.contributions.proposing import propose
from bordermark.contributions.reading import Incoming
from bordermark.contributions.record_types import known_type
from bordermark.contributions.review import commenting, editing, schemas, uploads
from bordermark.contributions.review.change_sets import draft_from, move
from bordermark.contributions.review.describing import items_shown
from bordermark.contributions.review.editing import rebase
from bordermark.contributions.review.history_views import past, revision_row
from bordermark.contributions.review.life import TRANSITIONS, NotNow
from bordermark.contributions.review.models import ChangeItem, ChangeSet
from bordermark.contributions.review.queueing import Asked, queue
from bordermark.contributions.review.splitting import return_some
from bordermark.contributions.review.store import recorded, visible_sets
from bordermark.contributions.review.writing import SetWriter
from bordermark.contributions.store import standing
from bordermark.contributions.workbook_guard import LARGEST_FILE
from bordermark.errors import RefusedInput, UnknownRecord
from bordermark.pack import Row, findings_of
from bordermark.publishing.addresses import addresses_for
from bordermark.publishing.parameters import Code, reading

router = Router(tags=["Change sets"], auth=identified)

Number = Annotated[int, Path(ge=1, le=2**63 - 1)]
Type = Annotated[str, Path(max_length=40, pattern=r"^[^\x00]*$", description="Type of record")]
Key = Annotated[str, Path(max_length=260, pattern=r"^[^\x00]*$", description="Key of the record within its type")]


class About(Schema):
    """What a change set is, and what becomes of records in which something is wrong."""

    title: str = Field("", description="Its title")
    reason: str = Field("", description="Why this should be changed; kept with every record")
    organisation: str = Field("", description="Organisation on whose behalf; empty for none")
    state: str = Field("", description="State on whose behalf; empty for none; both empty for the secretariat")
    good_rows: bool = Field(False, description="Leave out what is refused; else a finding refuses everything")
    dry_run: bool = Field(False, description="Say what it would change, and keep nothing")


class WithdrawnRecord(Schema):
    """A record to withdraw."""

    type: str
    id: str


class SetOfRecords(About):
    """A change set made of records."""

    records: dict[str, list[dict[str, Any]]] = Field({}, description="Records by type, as the record schemas say")
    withdraw: list[WithdrawnRecord] = Field([], description="Records to withdraw")


class ItemEdited(Schema):
    """What a record should become."""

    data: dict[str, Any] | None = Field(description="The record as it should stand; null to withdraw it")
    version: str = Field("", description="SHA-256 of the record that you began from: `version` of the item, or of what "
                         "stands; empty for a new record. What others changed since is merged by field")


class StepTaken(Schema):
    """A step in the life of a change set."""

    action: str = Field(description=f"One of {', '.join(TRANSITIONS)}")
    reason: str = Field("", description="Needed to return and to withdraw")
    content: str | None = Field(None, description="`content` of the set as you read it: refused if it is another now")


class SomeReturned(Schema):
    """Records of a set that go back to its author."""

    items: list[int] = Field(description="Numbers of the items")
    reason: str
    content: str | None = Field(None, description="`content` of the set as you read it")


class Said(Schema):
    """A comment."""

    text: str
    item: int | None = Field(None, description="Number of the item; none for the set as a whole")
    field: str = Field("", description="Field of the record; empty for the record as a whole")


class Decisions(Schema):
    """How fields that both changed are merged."""

    theirs: dict[int, list[str]] = Field({}, description="By item to decide: fields to take as they stand now; the "
                                         "others stay as the set has them")


class ConflictRow(Schema):
    """A field that the set and others changed differently."""

    item: int
    field: str = Field(description="Empty where one changes and the other withdraws the record")
    base: Any
    ours: Any
    theirs: Any


class SetsAsked(Schema):
    """Which change sets."""

    view: str = Field("all", description="mine, queue (those that wait) or all that you may see")
    status: str = Field("", description="Only those of this status")
    behalf: Code = Field("", description="Only those on behalf of `organisation:ID` or `state:CODE`")


class RevisionsAsked(Schema):
    """Which revisions."""

    limit: int = Field(100, ge=1, le=1000, description="Revisions at most, the newest")


class ItemsAsked(Schema):
    """Which items."""

    after: int = Field(0, ge=0, le=2**31, description="`next` of the page before")
    limit: int = Field(50, ge=1, le=500, description="Items on a page")


def seen(person: Person, number: int) -> ChangeSet:
    """The set of this number. Raises UnknownRecord for one that the person may not see, as for one that is not."""
    found = visible_sets(person).filter(pk=number).first()
    if found is None:
        raise UnknownRecord("change set", str(number))
    return found


def _detail(request: HttpRequest, person: Person, held: ChangeSet, after: int = 0, limit: int = 50) -> Any:
    held.refresh_from_db()
    some = list(held.items.filter(position__gt=after)[: limit + 1])
    further = some[limit - 1].position if len(some) > limit else None
    return SetWriter(addresses_for(request)).detail(held, person, items_shown(some[:limit], person, "en"), further)


@reading(router, "/change-sets", list[schemas.ChangeSetSummary], summary="Change sets",
         operation_id="list_change_sets")
def list_change_sets(request: HttpRequest, asked: Query[SetsAsked]) -> list[schemas.ChangeSetSummary]:
    """The change sets that you may see; at most 500."""
    say = SetWriter(addresses_for(request))
    wanted = Asked.of({"view": asked.view, "status": asked.status, "behalf": asked.behalf})
    return [say.summary(row.change_set, row.records) for row in queue(person_of(request), wanted, timezone.now())]


@reading(router, "/change-sets/{number}", schemas.ChangeSetDetail, summary="A change set",
         operation_id="get_change_set")
def get_change_set(request: HttpRequest, number: Number, asked: Query[ItemsAsked]) -> Any:
    """A change set: its life, and what it would change, field by field."""
    person = person_of(request)
    return _detail(request, person, seen(person, number), asked.after, asked.limit)


@router.post("/change-sets", response={200: dict[str, Any], 201: schemas.ChangeSetDetail}, summary="Propose records",
             operation_id="create_change_set")
def create_change_set(request: HttpRequest, sent: SetOfRecords) -> Any:
    """A draft of these records; with `dry_run` what it would change. New, changed and unchanged ones are told apart."""
    incoming = Incoming()
    for name, some in sent.records.items():
        record = known_type(name).record
        for number, data in enumerate(some, 1):
            try:
                incoming.rows.setdefault(name, []).append(Row(name, number, record.model_validate(data)))
            except ValueError as error:
                incoming.findings += findings_of(name, number, error)  # type: ignore[arg-type]
    incoming.withdrawals = [Withdrawal(known_type(one.type).name, one.id, "withdraw", number)
                            for number, one in enumerate(sent.withdraw, 1)]
    return _made(request, sent, propose(incoming), {"source": "api"})


@router.post("/change-set-files", response={200: dict[str, Any], 201: schemas.ChangeSetDetail},
             summary="Propose a file", operation_id="create_change_set_of_file")
def create_change_set_of_file(
    request: HttpRequest, about: Form[About], file: File[UploadedFile], type: Form[str] = ""
) -> Any:
    """A draft of a workbook, a table or JSON Lines; with `dry_run` what it would change. `type` is for tables."""
    name, content = file.name or "file", file.read(LARGEST_FILE + 1)
    clean = uploads.checked_name(name, content, type)
    return _made(request, about, propose(uploads.read_file(clean, content, type)), {"source": uploads.source_of(clean),
                                                                                    "name": clean})


def _made(request: HttpRequest, about: About, proposal: Proposal, provenance: dict[str, Any]) -> Any:
    person = person_of(request)
    if about.dry_run:
        return Status(200, uploads.document(uploads.rehearsed(proposal, timezone.now())))
    if proposal.refused and not about.good_rows:
        raise RefusedInput(proposal.refused)
    made = draft_from(proposal, by=person, title=about.title, reason=about.reason, organisation=about.organisation,
                      state=about.state, provenance={**provenance, "left_out": len(proposal.refused)})
    return Status(201, _detail(request, person, made))


@router.put("/change-sets/{number}/records/{type}/{path:record}", response=schemas.ChangeSetDetail,
            summary="Change a record in a change set", operation_id="put_item")
def put_item(request: HttpRequest, number: Number, type: Type, record: Key, sent: ItemEdited) -> Any:
    """Have a change set make this of a record, whether it held the record before or not."""
    person = person_of(request)
    held, name = seen(person, number), known_type(type).name
    before = _began_from(held, name, record, sent.version)
    editing.save_item(held, name, record, sent.data, before, person)
    return _detail(request, person, held)


def _began_from(held: ChangeSet, name: str, key: str, version: str) -> Any:
    item = ChangeItem.objects.filter(change_set=held, record_type=name, record_id=key).first()
    if item and item.digest == version:
        return item.data
    now = standing(name, [key]).get(key)
    if not item and version == (now.digest if now else ""):
        return now.data if now else None
    found = recorded(name, key, version)
    if found is None:
        raise NotNow(f"version: found {version[:80]!r}, expected that of the item, or of a state of the record that "
                     "was recorded. Read it again.")
    return found


@router.delete("/change-sets/{number}/records/{type}/{path:record}", response=schemas.ChangeSetDetail,
               summary="Take a record out of a change set", operation_id="delete_item")
def delete_item(request: HttpRequest, number: Number, type: Type, record: Key) -> Any:
    """Take a record out; it stays as it stands."""
    person = person_of(request)
    held = seen(person, number)
    item = held.items.filter(record_type=type, record_id=record).first()
    if item is None:
        raise UnknownRecord(f"{type} in change set {number}", record)
    editing.remove_item(held, item.pk, person)
    return _detail(request, person, held)


@router.post("/change-sets/{number}/steps", response=schemas.ChangeSetDetail, summary="Take a step",
             operation_id="take_step")
def take_step(request: HttpRequest, number: Number, sent: StepTaken) -> Any:
    """Submit, take up, return, accept, publish or withdraw a change set."""
    person = person_of(request)
    held = seen(person, number)
    if sent.action not in TRANSITIONS:
        raise NotNow(f"action: found {sent.action[:40]!r}, expected one of {', '.join(TRANSITIONS)}.")
    return _detail(request, person, move(held, Action(sent.action), person, sent.reason, read=sent.content))


@router.post("/change-sets/{number}/return", response=schemas.ChangeSetDetail, summary="Return some records",
             operation_id="return_items")
def return_items(request: HttpRequest, number: Number, sent: SomeReturned) -> Any:
    """Give some records back to the author in a set of their own, which is the answer; the rest stays in review."""
    person = person_of(request)
    made = return_some(seen(person, number), sent.items, person, sent.reason, read=sent.content)
    return _detail(request, person, made)


@router.post("/change-sets/{number}/merge", response=list[ConflictRow], summary="Merge with what stands",
             operation_id="merge_change_set")
def merge_change_set(request: HttpRequest, number: Number, sent: Decisions) -> list[ConflictRow]:
    """Bring a set up to what stands now, by field; the answer is what is left to decide, if anything."""
    person = person_of(request)
    left = rebase(seen(person, number), person, {key: frozenset(some) for key, some in sent.theirs.items()})
    return [ConflictRow(item=key, field=one.field, base=one.base, ours=one.ours, theirs=one.theirs)
            for key, some in left.items() for one in some]


@router.post("/change-sets/{number}/comments", response={201: schemas.ChangeSetDetail}, summary="Comment",
             operation_id="add_comment")
def add_comment(request: HttpRequest, number: Number, sent: Said) -> Any:
    """Comment on a set, on a record in it, or on one field of that."""
    person = person_of(request)
    held = seen(person, number)
    item = held.items.filter(pk=sent.item).first() if sent.item is not None else None
    if sent.item is not None and item is None:
        raise UnknownRecord(f"item of change set {number}", str(sent.item))
    commenting.comment(held, person, sent.text, item, sent.field)
    return Status(201, _detail(request, person, held))


@reading(router, "/records/{type}/{path:record}/history", list[schemas.RevisionRow], summary="History of a record",
         operation_id="get_history", auth=None)
def get_history(
    request: HttpRequest, type: Type, record: Key, asked: Query[RevisionsAsked]
) -> list[schemas.RevisionRow]:
    """All revisions of a record, the newest first: who changed which fields, when and why."""
    return [revision_row(one) for one in past(known_type(type).name, record, person_of(request))[: asked.limit]]

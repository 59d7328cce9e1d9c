"""The register of record types: rooms say here how their records are parsed, kept and removed.

A generic room cannot know the subjects above it, so they register with it when Django starts. The rooms below
(vocabulary, organisations) know nothing of changes; their types are registered by this room itself.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from bordermark import upsert
from bordermark.contributions import speaking
from bordermark.contributions.duplicates import Likeness
from bordermark.contributions.naming import Spoken
from bordermark.errors import UnknownRecord
from bordermark.organisations import held as bodies_held
from bordermark.organisations import models as organisation_models
from bordermark.organisations import records as organisation_records
from bordermark.organisations import store as organisation_store
from bordermark.pack import Record
from bordermark.vocabulary import held as words_held
from bordermark.vocabulary import models as vocabulary_models
from bordermark.vocabulary import records as vocabulary_records
from bordermark.vocabulary import store as vocabulary_store

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class RecordType:
    """One type of record: its name, its typed record, where it is kept, and how a batch of it is kept.

    `save` takes any number of records of `record` and leaves the tables as if only they had changed. `label` is
    what the type is called on a page; `title` names the field by which a reader knows a record, where there is one.
    `spoken` says by what names the records that are held are known, `likeness` by what two may be found to be one,
    `links` in which fields they name an address that should lead somewhere; `read` gives the records back from the
    tables, so that these can be held against the revisions. `translates` marks a type whose records say another
    record in another language. `beside` names the types that are usually filled in with it, in one workbook.
    """

    name: str
    record: type[Record]
    model: type[models.Model]
    save: Callable[[Sequence[Any]], None]
    label: "_StrPromise"
    title: str = ""
    spoken: Callable[[], Iterable[Spoken]] | None = None
    likeness: Callable[[Any], Likeness] | None = None
    links: tuple[str, ...] = ()
    read: Callable[[], Iterable[Record]] | None = None
    translates: bool = False
    beside: tuple[str, ...] = ()

    def remove(self, keys: Sequence[str]) -> None:
        """Take records out of the tables; their revisions stay."""
        upsert.remove(self.model, keys)


_types: dict[str, RecordType] = {}


def register(*types: RecordType) -> None:
    """Make record types known, in the order in which they depend on one another."""
    for one in types:
        _types[one.name] = one


def record_type(name: str) -> RecordType:
    """The registered type of this name. Raises KeyError when there is none."""
    return _types[name]


def known_type(name: str) -> RecordType:
    """The registered type that a reader names. Raises UnknownRecord, which names them all."""
    if name not in _types:
        raise UnknownRecord("record type", name, list(_types))
    return _types[name]


def record_types() -> tuple[RecordType, ...]:
    """All types; each depends only on those before it."""
    return tuple(_types.values())


def register_lower_rooms() -> None:
    """Register the types of the vocabulary and of the organisations."""
    words, bodies = vocabulary_models, organisation_models
    register(
        RecordType("concept", vocabulary_records.ConceptRecord, words.Concept, vocabulary_store.save_concepts,
                   _("Concepts"), "label_en", speaking.concepts, read=words_held.held_concepts),
        RecordType("state", vocabulary_records.StateRecord, words.State, vocabulary_store.save_states,
                   _("States and areas"), "name_en", speaking.states, read=words_held.held_states),
        RecordType("state-alias", vocabulary_records.StateAliasRecord, words.StateAlias,
                   vocabulary_store.save_state_aliases, _("Other names of States"), "alias",
                   read=words_held.held_state_aliases),
        RecordType("former-state", vocabulary_records.FormerStateRecord, words.FormerState,
                   vocabulary_store.save_former_states, _("Former States"), "name", speaking.former_states,
                   read=words_held.held_former_states),
        RecordType("adjacency", vocabulary_records.AdjacencyRecord, words.Adjacency,
                   vocabulary_store.save_adjacencies, _("Land borders"), read=words_held.held_adjacencies),
        RecordType("organisation", organisation_records.OrganisationRecord, bodies.Organisation,
                   organisation_store.save_organisations, _("Organisations"), "name_en", speaking.organisations,
                   speaking.likeness_of_organisation, ("url",), bodies_held.held_organisations),
        RecordType("organisation-alias", organisation_records.OrganisationAliasRecord, bodies.OrganisationAlias,
                   organisation_store.save_aliases, _("Other names of organisations"), "alias",
                   read=bodies_held.held_aliases),
        RecordType("membership", organisation_records.MembershipRecord, bodies.Membership,
                   organisation_store.save_memberships, _("Memberships"), read=bodies_held.held_memberships),
    )

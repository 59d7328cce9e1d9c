"""What is known of a State's part in every instrument: by its acts, by membership, or only that nothing is known."""

from dataclasses import dataclass
from typing import Any

from bordermark.clocks import Clocks
from bordermark.compendium import schemas
from bordermark.compendium.describing import CompendiumWriter
from bordermark.compendium.gathering import adopted_by_state, titled
from bordermark.compendium.participation import TREATIES, Participation, by_instrument
from bordermark.compendium.reading import reader
from bordermark.compendium.records import InstrumentRecord, ParticipationSourceRecord
from bordermark.compendium.selection import bodies_of
from bordermark.organisations.bodies import FULL, Membership


@dataclass(frozen=True, slots=True)
class _Known:
    """What is held about one State and one instrument."""

    record: InstrumentRecord
    acted: Participation | None
    source: ParticipationSourceRecord | None
    through: tuple[str, ...]
    """Bodies which adopted the instrument and for whose members, the State among them, they act."""
    adopted: bool


def participation_of(state: str, say: CompendiumWriter, clocks: Clocks) -> schemas.ParticipationOfState:
    """A State's part in each instrument about which it has acted, its bodies have, or a source was read."""
    held, day = reader(clocks), clocks.as_at
    acted, sources = by_instrument(held.acts_of(state), day), held.participation_sources()
    member_of = set(bodies_of(state, say.organisations.bodies, day))
    own = adopted_by_state(state, clocks)
    found = titled(held, sorted({*acted, *sources, *own, *held.adopted_by(member_of)}), say.words.language)
    items = []
    for key, record in found.records.items():
        if day and record.adopted > day.isoformat():
            continue
        known = _Known(record, acted.get(key), sources.get(key), _through(record, member_of), key in own)
        if facts := _facts(known, state, say):
            ref = say.ref(record, found.translations.get(key))
            items.append(schemas.StateParticipation.model_construct(instrument=ref, **facts))
    api = say.addresses.api
    return schemas.ParticipationOfState.model_construct(
        state=say.words.state_ref(state), as_at=day.isoformat() if day else "", items=items,
        links={"self": api("states", state, "participation"), "state": api("states", state)},
    )


def _through(record: InstrumentRecord, member_of: set[str]) -> tuple[str, ...]:
    if record.kind in TREATIES:  # a State takes part in a treaty by its own act alone
        return ()
    return tuple(one.organisation for one in record.adopters
                 if one.role == "adopted" and one.organisation in member_of)


def _facts(known: _Known, state: str, say: CompendiumWriter) -> dict[str, Any] | None:
    """Status, dates and source, from the strongest thing known; None when nothing is and nothing was read."""
    source = known.source
    if known.acted:
        decisive = known.acted.act or known.acted.acts[0]
        return _row(known.acted.status, known.acted.since, decisive.source, decisive.source_date,
                    in_force_known=known.acted.in_force_known, dated=known.acted.dated,
                    acts=[say.act(act) for act in known.acted.acts])
    if known.adopted:
        return _row("adopter", known.record.adopted, known.record.source, known.record.checked_on)
    if known.through:
        membership = _membership(state, known.through[0], say)
        return _row("member", "", membership.source if membership else "",
                    membership.source_date if membership else "",
                    through=[say.organisations.ref(body) for body in known.through])
    return _row("unknown", "", source.source, source.source_date) if source else None


def _row(status: str, since: str, source: str, source_date: str, **others: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {"in_force_known": False, "dated": bool(since), "through": [], "acts": []}
    return {"status": status, "since": since, "source": source, "source_date": source_date, **plain, **others}


def _membership(state: str, body: str, say: CompendiumWriter) -> Membership | None:
    bodies = say.organisations.bodies
    held = bodies.by_organisation.get(bodies.membership_body(body), ())
    return next((one for one in held if one.state == state and one.capacity in FULL), None)

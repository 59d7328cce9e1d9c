"""Whether a State takes part in an instrument on a day: by its own act, by membership, or nobody can say. Pure.

A treaty binds a State that has consented, once it is in force for it (Vienna Convention on the Law of Treaties,
1969, articles 11 to 16, 24, 26); an act of a body binds or commits its members; a decision of the Security Council
binds the Members of the United Nations (Charter, Article 25). What the facts do not tell is "unknown", never "no":
silence of a table about a State says nothing.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from bordermark.compendium.participation import Participation, standing
from bordermark.compendium.records import ActRecord
from bordermark.edtf import by, earliest, latest
from bordermark.framework.records import BindingRecord, EntryRuleRecord
from bordermark.framework.world import World
from bordermark.organisations.bodies import FULL, Membership

Because = Literal[
    "act", "named", "membership", "charter", "adopted-for-all",
    "before-consent", "before-entry", "signed", "withdrawn", "coarse-date", "undated", "silent", "no-data",
    "not-open", "not-a-member", "left", "before-membership", "members-unknown", "exempt", "provisional",
]
"""Why a State takes part, does not, or cannot be said to."""

NOT_KNOWN: Final = "not-known"
"""Capacity of a State of which it is not certain whether it is a member."""

SinceKind = Literal["", "in-force", "in-force-by-rule", "deposit", "membership", "adoption"]
"""What the date `since` is: entry into force as the source says it or as the final clauses have it, the deposit,
the first day of membership, or the instrument's own date."""


@dataclass(frozen=True, slots=True)
class Part:
    """Whether a State takes part (None: unknown), why, since when, and the fact that says so."""

    taken: bool | None
    because: Because
    since: str = ""
    since_kind: SinceKind = ""
    act: ActRecord | None = None
    membership: Membership | None = None
    article: str = ""
    """Article of the rule by which `since` was reckoned, where it was."""


def part_by_act(world: World, instrument: str, state: str, day: date) -> Part:
    """Part in a treaty by the State's own acts."""
    acts = world.acts_of.get((instrument, state))
    if not acts:
        return _without_acts(world, instrument, state, day)
    found = standing(acts, day)
    if found is None:
        return Part(False, "before-consent", act=acts[0])
    if found.status == "withdrawn":
        return Part(False if found.dated else None, "withdrawn", act=found.act)
    if found.status in ("party", "named"):
        return _consented(world, instrument, found, day)
    if found.status == "provisional":
        return Part(None, "provisional", act=found.act)
    return Part(None, "signed", act=found.act)


def _without_acts(world: World, instrument: str, state: str, day: date) -> Part:
    binding = world.framework.bindings.get(instrument)
    if binding and binding.open_to and _member(world, binding.open_to, state, day).taken is False:
        return Part(False, "not-open")
    return Part(None, "silent" if instrument in world.sources else "no-data")


def _consented(world: World, instrument: str, found: Participation, day: date) -> Part:
    act = found.act
    assert act is not None, "a party or a State that is named has an act that says so"
    why: Because = "named" if found.status == "named" else "act"
    if act.entry_into_force:
        return _from(act.entry_into_force, "in-force", act, why, day)
    if not act.date:
        known = earliest(act.source_date) or world.recorded
        return Part(True if known <= day else None, why if known <= day else "undated", act=act)
    rule = world.framework.entry_rules.get(instrument)
    if rule and act.action != "succession":
        return _by_rule(world.instruments[instrument].in_force, rule, act, why, day)
    return _from(act.date, "deposit", act, why, day)


def _from(since: str, kind: SinceKind, act: ActRecord, why: Because, day: date) -> Part:
    begun = by(since, day)
    reason: Because = why if begun else "coarse-date" if begun is None else "before-entry"
    return Part(begun, reason, since, kind, act)


def _by_rule(in_force: str, rule: EntryRuleRecord, act: ActRecord, why: Because, day: date) -> Part:
    """Entry into force for a State that deposited on a date: the treaty's own, or some time after the deposit."""
    first, last = _entry(earliest(act.date), in_force, rule), _entry(latest(act.date), in_force, rule)
    if first is None or last is None:
        return _from(act.date, "deposit", act, why, day)
    since, kind = (first.isoformat(), "in-force-by-rule") if first == last else (act.date, "deposit")
    begun = True if last <= day else False if first > day else None
    reason: Because = why if begun else "coarse-date" if begun is None else "before-entry"
    return Part(begun, reason, since, kind, act, article=rule.article)  # type: ignore[arg-type]


def _entry(deposit: date | None, in_force: str, rule: EntryRuleRecord) -> date | None:
    own = latest(in_force)
    if deposit is None or own is None:
        return None
    return max(own, after(deposit, rule))


def after(deposit: date, rule: EntryRuleRecord) -> date:
    """The day on which a treaty enters into force for a State, by the days or months of its final clauses.

    A month that lacks the day of the deposit counts to its last day.
    """
    months = deposit.month - 1 + rule.months
    year, month = deposit.year + months // 12, months % 12 + 1
    shifted = min(deposit.day, _days(year, month))
    day = date(year, month, shifted) + timedelta(days=rule.days)
    if rule.first_of_month and day.day != 1:
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day


def _days(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day


def part_by_membership(world: World, binding: BindingRecord, state: str, day: date) -> Part:
    """Part in an act of bodies as a member of any of them."""
    if state in binding.exempt:
        return Part(False, "exempt")
    capacities = FULL | {"associate"} if binding.associates else FULL
    found = _member(world, binding.bodies, state, day, capacities)
    if found.taken and binding.basis == "un-membership-chapter-vii":
        return Part(True, "charter", found.since, found.since_kind, membership=found.membership)
    return found


def _member(
    world: World, bodies: tuple[str, ...], state: str, day: date, capacities: frozenset[str] = FULL
) -> Part:
    """Membership in any of the bodies: the surest answer, yes before unknown before no."""
    found = [_member_of(world, body, state, day, capacities) for body in bodies]
    for taken in (True, None, False):
        for one in found:
            if one.taken is taken:
                return one
    return Part(None, "members-unknown")


def _member_of(world: World, body: str, state: str, day: date, capacities: frozenset[str]) -> Part:
    organisations = world.organisations
    holder = organisations.membership_body(body)
    if not holder:
        return Part(None, "members-unknown")
    own = [one for one in organisations.by_state.get(state, ())
           if one.organisation == holder and one.capacity in capacities]
    if not own:
        unsure = any(one.organisation == holder and one.capacity == NOT_KNOWN
                     for one in organisations.by_state.get(state, ()))
        return Part(None, "members-unknown") if unsure else Part(False, "not-a-member")
    parts = [_membership(world, one, day) for one in own]
    return next((one for one in parts if one.taken), next((one for one in parts if one.taken is None), parts[-1]))


def _membership(world: World, one: Membership, day: date) -> Part:
    ended = by(one.until, day) if one.until else False
    if ended is True:
        return Part(False, "left", one.since, "membership", membership=one)
    undated = True if (earliest(one.source_date) or world.recorded) <= day else None
    begun = by(one.since, day) if one.since else undated
    if begun is False:
        return Part(False, "before-membership", one.since, "membership", membership=one)
    if begun is None or ended is None:
        return Part(None, "coarse-date" if one.since else "undated", one.since, "membership", membership=one)
    return Part(True, "membership", one.since, "membership", membership=one)

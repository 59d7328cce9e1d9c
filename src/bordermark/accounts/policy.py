"""The one policy: who may do what to what. Every right that a person has in Bordermark is a row of TABLE.

Pure. A right that no row gives does not exist. ``may`` answers for one object; ``visible`` (and ``reach``, for any
action) answers for all objects of a kind at once, as data that a store turns into one query. Both are read off the same
table by the same function, so that they cannot disagree.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final


class Role(StrEnum):
    """What a person is to an organisation, to a State, or to the secretariat."""

    CONTRIBUTOR = "contributor"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    TRANSLATOR = "translator"
    FOCAL_POINT = "focal-point"
    RISK_OFFICER = "risk-officer"
    ADMINISTRATOR = "administrator"


class Binding(StrEnum):
    """What a role is held for."""

    ORGANISATION = "organisation"
    STATE = "state"
    SECRETARIAT = "secretariat"


BINDINGS: Final[Mapping[Role, frozenset[Binding]]] = {
    Role.CONTRIBUTOR: frozenset({Binding.ORGANISATION, Binding.STATE}),
    Role.REVIEWER: frozenset({Binding.ORGANISATION, Binding.STATE}),
    Role.EDITOR: frozenset({Binding.SECRETARIAT}),
    Role.TRANSLATOR: frozenset({Binding.ORGANISATION, Binding.SECRETARIAT}),
    Role.FOCAL_POINT: frozenset({Binding.STATE}),
    Role.RISK_OFFICER: frozenset({Binding.STATE}),
    Role.ADMINISTRATOR: frozenset({Binding.SECRETARIAT}),
}
"""For what each role can be held."""

SECOND_FACTOR: Final = frozenset({Role.REVIEWER, Role.EDITOR, Role.RISK_OFFICER, Role.ADMINISTRATOR})
"""Roles that are in force only once the person signs in with a second factor."""


class Scope(StrEnum):
    """What an API token may be used for."""

    READ = "read"
    PROPOSE = "propose"
    REVIEW = "review"
    PUBLISH = "publish"
    SCREEN = "screen"
    ADMIN = "admin"


class Action(StrEnum):
    """What a person can do."""

    VIEW = "view"
    PROPOSE = "propose"
    EDIT = "edit"
    MERGE = "merge"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    COMMENT = "comment"
    TAKE_UP = "take_up"
    RETURN = "return_"
    ACCEPT = "accept"
    PUBLISH = "publish"
    REVERT = "revert"
    FREEZE = "freeze"
    HARVEST = "harvest"
    OPEN_CALL = "open_call"
    ANSWER_CALL = "answer_call"
    REMIND = "remind"
    CLOSE_CALL = "close_call"
    SCREEN = "screen"
    STOP = "stop"
    ASSIGN = "assign"
    DISPOSE = "dispose"
    CONFIRM = "confirm"
    INVITE = "invite"
    MANAGE_PEOPLE = "manage_people"
    ISSUE = "issue"
    REVOKE = "revoke"
    READ_AUDIT = "read_audit"


@dataclass(frozen=True, slots=True)
class Held:
    """A role, with the organisation or the State for which it is held; neither means the secretariat."""

    role: Role
    organisation: str = ""
    state: str = ""

    @property
    def binding(self) -> Binding:
        if self.organisation:
            return Binding.ORGANISATION
        return Binding.STATE if self.state else Binding.SECRETARIAT


@dataclass(frozen=True)
class Person:
    """Who asks. `id` is the user name, as revisions record it; empty for a visitor who has not signed in.

    `roles` are those in force. `scopes` are None in a session; with an API token they are what it was issued for.
    """

    id: str
    name: str = ""
    roles: frozenset[Held] = frozenset()
    scopes: frozenset[Scope] | None = None

    @property
    def signed_in(self) -> bool:
        return bool(self.id)

    @cached_property
    def organisations(self) -> frozenset[str]:
        """The organisations for which some role is held; ids."""
        return frozenset(one.organisation for one in self.roles if one.organisation)

    @cached_property
    def states(self) -> frozenset[str]:
        """The States for which some role is held; codes."""
        return frozenset(one.state for one in self.roles if one.state)

    @cached_property
    def of_secretariat(self) -> bool:
        return any(one.binding is Binding.SECRETARIAT for one in self.roles)

    def holds(self, role: Role) -> bool:
        return any(one.role is role for one in self.roles)


ANYONE: Final = Person("")
"""A visitor who has not signed in."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What is acted on. `organisation` or `state` is that on whose behalf it is; neither means the secretariat.

    `authors` are the ids of the persons who made it, or whose own it is. A change set that holds nothing but
    translations is of the kind ``translation``. `id` is for the audit log; no rule reads it.
    """

    kind: str
    organisation: str = ""
    state: str = ""
    status: str = ""
    authors: frozenset[str] = frozenset()
    id: str = ""


class Everyone(StrEnum):
    """To whom a rule applies when it asks for no role."""

    ANYONE = "anyone"
    SIGNED_IN = "signed in"


class Tie(StrEnum):
    """How the person must stand to the thing."""

    ANY = "any"
    OWN_BODY = "of the body for which the role is held"
    OWN_BODY_NOT_AUTHOR = "of the body for which the role is held, and not made by the person"
    OTHER_BODY = "of no body of the person's, and not made by the person"
    AUTHOR = "made by, or belonging to, the person"


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: `by` may do `actions` to things of `kinds` that are tied to the person so, in one of `statuses`.

    `scope` is what a token needs beside; None means that no token will do. Empty `statuses` mean all.
    """

    by: Role | Everyone
    actions: frozenset[Action]
    kinds: frozenset[str]
    tie: Tie = Tie.ANY
    statuses: frozenset[str] = frozenset()
    scope: Scope | None = None


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _rule(by: Role | Everyone, actions: str, kinds: str, tie: Tie = Tie.ANY, statuses: str = "",
          scope: Scope | None = None) -> Rule:
    return Rule(by, frozenset(map(Action, actions.split())), _set(kinds), tie, _set(statuses), scope)


_SETS: Final = "change-set translation"
_UNSENT: Final = "draft returned"
_SENT: Final = "submitted in-review returned accepted published"
_UNPUBLISHED: Final = "draft submitted in-review returned accepted"

TABLE: Final[tuple[Rule, ...]] = (
    # What is published is everyone's.
    _rule(Everyone.ANYONE, "view", "record edition link-check"),
    # What stores nothing: one line against the control lists, as the look-up; many lines for who has signed in.
    _rule(Everyone.ANYONE, "screen", "line"),
    _rule(Everyone.SIGNED_IN, "screen", "lines", scope=Scope.READ),
    # What is one's own: oneself, one's tokens and notifications. A token makes no token.
    _rule(Everyone.SIGNED_IN, "view", "person token notification", Tie.AUTHOR, scope=Scope.READ),
    _rule(Everyone.SIGNED_IN, "edit", "person notification", Tie.AUTHOR),
    _rule(Everyone.SIGNED_IN, "issue revoke", "token", Tie.AUTHOR),
    # What one has made oneself can be seen, whatever role one holds now.
    _rule(Everyone.SIGNED_IN, "view", _SETS, Tie.AUTHOR, scope=Scope.READ),
    _rule(Everyone.SIGNED_IN, "edit", "comment", Tie.AUTHOR, scope=Scope.PROPOSE),
    # Contributors and focal points write on behalf of their own body, and see all that is written on its behalf.
    *(
        rule for role in (Role.CONTRIBUTOR, Role.FOCAL_POINT) for rule in (
            _rule(role, "view", _SETS, Tie.OWN_BODY, scope=Scope.READ),
            _rule(role, "propose", _SETS, Tie.OWN_BODY, scope=Scope.PROPOSE),
            _rule(role, "edit merge submit", _SETS, Tie.OWN_BODY, _UNSENT, Scope.PROPOSE),
            _rule(role, "withdraw", _SETS, Tie.OWN_BODY, _UNPUBLISHED, Scope.PROPOSE),
            _rule(role, "comment", _SETS, Tie.OWN_BODY, _UNPUBLISHED, Scope.PROPOSE),
            _rule(role, "view", "call", Tie.OWN_BODY, "open closed", Scope.READ),
            _rule(role, "answer_call", "call", Tie.OWN_BODY, "open", Scope.PROPOSE),
            _rule(role, "view", "feed", Tie.OWN_BODY, scope=Scope.READ),
        )
    ),
    # Translators do the same, for translations alone, and each for their own.
    _rule(Role.TRANSLATOR, "propose", "translation", Tie.OWN_BODY, scope=Scope.PROPOSE),
    _rule(Role.TRANSLATOR, "edit merge submit", "translation", Tie.AUTHOR, _UNSENT, Scope.PROPOSE),
    _rule(Role.TRANSLATOR, "withdraw comment", "translation", Tie.AUTHOR, _UNPUBLISHED, Scope.PROPOSE),
    # Reviewers see all that has been sent, and decide on what is neither theirs nor their body's.
    _rule(Role.REVIEWER, "view", _SETS, Tie.ANY, _SENT, Scope.READ),
    _rule(Role.REVIEWER, "comment", _SETS, Tie.ANY, "submitted in-review returned accepted", Scope.REVIEW),
    _rule(Role.REVIEWER, "take_up", _SETS, Tie.OTHER_BODY, "submitted", Scope.REVIEW),
    _rule(Role.REVIEWER, "return_ accept", _SETS, Tie.OTHER_BODY, "in-review", Scope.REVIEW),
    _rule(Role.REVIEWER, "view", "call", Tie.OWN_BODY, "open closed", Scope.READ),
    # Editors are the secretariat: they review as reviewers do, write as contributors do on behalf of nobody else, and
    # publish what others have accepted.
    _rule(Role.EDITOR, "view", _SETS, Tie.ANY, _SENT, Scope.READ),
    _rule(Role.EDITOR, "view", _SETS, Tie.OWN_BODY, scope=Scope.READ),
    _rule(Role.EDITOR, "propose", _SETS, Tie.OWN_BODY, scope=Scope.PROPOSE),
    _rule(Role.EDITOR, "edit merge submit", _SETS, Tie.OWN_BODY, _UNSENT, Scope.PROPOSE),
    _rule(Role.EDITOR, "withdraw", _SETS, Tie.OWN_BODY, _UNPUBLISHED, Scope.PROPOSE),
    _rule(Role.EDITOR, "edit merge", _SETS, Tie.ANY, "in-review accepted", Scope.REVIEW),
    _rule(Role.EDITOR, "comment", _SETS, Tie.ANY, _SENT, Scope.REVIEW),
    _rule(Role.EDITOR, "comment", _SETS, Tie.OWN_BODY, _UNPUBLISHED, Scope.PROPOSE),
    _rule(Role.EDITOR, "take_up", _SETS, Tie.OTHER_BODY, "submitted", Scope.REVIEW),
    _rule(Role.EDITOR, "return_ accept", _SETS, Tie.OTHER_BODY, "in-review", Scope.REVIEW),
    _rule(Role.EDITOR, "return_", _SETS, Tie.ANY, "accepted", Scope.REVIEW),
    _rule(Role.EDITOR, "publish", _SETS, Tie.ANY, "accepted", Scope.PUBLISH),
    _rule(Role.EDITOR, "revert", "record", scope=Scope.PROPOSE),
    _rule(Role.EDITOR, "freeze", "edition", scope=Scope.PUBLISH),
    _rule(Role.EDITOR, "view", "call feed", scope=Scope.READ),
    _rule(Role.EDITOR, "open_call edit", "call", Tie.ANY, "draft", Scope.PUBLISH),
    _rule(Role.EDITOR, "remind close_call", "call", Tie.ANY, "open", Scope.PUBLISH),
    _rule(Role.EDITOR, "edit harvest", "feed", scope=Scope.PUBLISH),
    # Risk officers screen the declarations of their State; its runs and alerts are theirs, and nobody else's at all.
    # A dismissal that waits for a second pair of eyes is decided by another than who proposed it, its author.
    _rule(Role.RISK_OFFICER, "view", "screening-run alert", Tie.OWN_BODY, scope=Scope.READ),
    _rule(Role.RISK_OFFICER, "screen", "screening-run", Tie.OWN_BODY, scope=Scope.SCREEN),
    _rule(Role.RISK_OFFICER, "stop", "screening-run", Tie.OWN_BODY, "asking waiting running", Scope.SCREEN),
    _rule(Role.RISK_OFFICER, "comment", "alert", Tie.OWN_BODY, scope=Scope.SCREEN),
    _rule(Role.RISK_OFFICER, "assign", "alert", Tie.OWN_BODY, "open assigned referred", Scope.SCREEN),
    _rule(Role.RISK_OFFICER, "dispose", "alert", Tie.OWN_BODY, "open assigned referred inspected dismissed",
          Scope.SCREEN),  # of what is decided, to look at it again
    _rule(Role.RISK_OFFICER, "confirm", "alert", Tie.OWN_BODY_NOT_AUTHOR, "dismissal-proposed", Scope.SCREEN),
    # Administrators look after people, not after content.
    _rule(Role.ADMINISTRATOR, "view", "person token invitation audit", scope=Scope.ADMIN),
    _rule(Role.ADMINISTRATOR, "manage_people", "person", scope=Scope.ADMIN),
    _rule(Role.ADMINISTRATOR, "invite revoke", "invitation", scope=Scope.ADMIN),
    _rule(Role.ADMINISTRATOR, "revoke", "token", scope=Scope.ADMIN),
    _rule(Role.ADMINISTRATOR, "read_audit", "audit", scope=Scope.ADMIN),
)


def _indexed() -> dict[tuple[Action, str], tuple[Rule, ...]]:
    found: dict[tuple[Action, str], list[Rule]] = defaultdict(list)
    for rule in TABLE:
        for action in rule.actions:
            for kind in rule.kinds:
                found[action, kind].append(rule)
    return {key: tuple(rules) for key, rules in found.items()}


_RULES: Final = _indexed()


class Because(StrEnum):
    """Why the policy answers as it does; `accounts.sentences` has the words."""

    ALLOWED = "allowed"
    NO_RULE = "no-rule"
    NOT_SIGNED_IN = "not-signed-in"
    NO_ROLE = "no-role"
    NO_SCOPE = "no-scope"
    NOT_YOURS = "not-yours"
    OWN_BODY = "own-body"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer. `about` fills the sentence: the roles that may, the scope that lacks, the status that stands."""

    allowed: bool
    because: Because
    about: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.allowed


@dataclass(frozen=True, slots=True)
class Part:
    """A set of things: those that fulfil all of these. None means that it does not matter."""

    statuses: frozenset[str] | None = None
    organisations: frozenset[str] | None = None
    states: frozenset[str] | None = None
    authors: frozenset[str] | None = None
    not_organisations: frozenset[str] = frozenset()
    not_states: frozenset[str] = frozenset()
    not_authors: frozenset[str] = frozenset()

    def covers(self, thing: Thing) -> bool:
        """Whether a thing is one of them."""
        return self.has_status(thing) and self.tied(thing)

    def has_status(self, thing: Thing) -> bool:
        return self.statuses is None or thing.status in self.statuses

    def tied(self, thing: Thing) -> bool:
        return (
            (self.organisations is None or thing.organisation in self.organisations)
            and (self.states is None or thing.state in self.states)
            and (self.authors is None or bool(thing.authors & self.authors))
            and thing.organisation not in self.not_organisations
            and thing.state not in self.not_states
            and not thing.authors & self.not_authors
        )


@dataclass(frozen=True, slots=True)
class Reach:
    """The things of a kind that are in any of these parts; without parts, none."""

    parts: tuple[Part, ...] = ()

    def covers(self, thing: Thing) -> bool:
        return any(part.covers(thing) for part in self.parts)

    @property
    def everything(self) -> bool:
        return Part() in self.parts


def may(person: Person, action: Action, thing: Thing) -> Verdict:
    """Whether a person may do this to that; when not, because of what they are nearest to having."""
    rules = _RULES.get((action, thing.kind), ())
    for rule in rules:
        if any(part.covers(thing) for part in _parts(person, rule)):
            return Verdict(True, Because.ALLOWED)
    return _refusal(person, thing, rules)


def visible(person: Person, kind: str) -> Reach:
    """What a person may see of a kind."""
    return reach(person, Action.VIEW, kind)


def reach(person: Person, action: Action, kind: str) -> Reach:
    """To which things of a kind a person may do this."""
    parts: Iterable[Part] = (part for rule in _RULES.get((action, kind), ()) for part in _parts(person, rule))
    return Reach(tuple(dict.fromkeys(parts)))


def _parts(person: Person, rule: Rule) -> Iterator[Part]:
    if _in_scope(person, rule):
        yield from _ties(person, rule)


def _in_scope(person: Person, rule: Rule) -> bool:
    return person.scopes is None or rule.by is Everyone.ANYONE or rule.scope in person.scopes


def _ties(person: Person, rule: Rule) -> Iterator[Part]:
    """The things that a rule gives to a person, whatever a token allows."""
    if rule.by is Everyone.SIGNED_IN and not person.signed_in:
        return
    statuses = rule.statuses or None
    held = [one for one in person.roles if one.role is rule.by]
    if isinstance(rule.by, Role) and not held:
        return
    match rule.tie:
        case Tie.ANY:
            yield Part(statuses)
        case Tie.AUTHOR:
            yield Part(statuses, authors=frozenset({person.id}))
        case Tie.OWN_BODY:
            for one in sorted(held, key=lambda one: (one.organisation, one.state)):
                yield Part(statuses, frozenset({one.organisation}), frozenset({one.state}))
        case Tie.OWN_BODY_NOT_AUTHOR:
            for one in sorted(held, key=lambda one: (one.organisation, one.state)):
                yield Part(statuses, frozenset({one.organisation}), frozenset({one.state}),
                           not_authors=frozenset({person.id}))
        case Tie.OTHER_BODY:
            yield from _of_others(person, statuses)


def _of_others(person: Person, statuses: frozenset[str] | None) -> Iterator[Part]:
    organisations, states, authors = person.organisations, person.states, frozenset({person.id})
    if not person.of_secretariat:
        yield Part(statuses, not_organisations=organisations, not_states=states, not_authors=authors)
        return
    # What is of no organisation and of no State is the secretariat's own.
    nobody = frozenset({""})
    yield Part(statuses, not_organisations=organisations | nobody, not_states=states, not_authors=authors)
    yield Part(statuses, not_organisations=organisations, not_states=states | nobody, not_authors=authors)


def _refusal(person: Person, thing: Thing, rules: tuple[Rule, ...]) -> Verdict:
    if not rules:
        return Verdict(False, Because.NO_RULE)
    if not person.signed_in:
        return Verdict(False, Because.NOT_SIGNED_IN)
    near = [(rule, part) for rule in rules for part in _ties(person, rule)]
    if not near:
        roles = dict.fromkeys(rule.by.value for rule in rules if isinstance(rule.by, Role))
        return Verdict(False, Because.NO_ROLE, tuple(roles))
    tied = [(rule, part) for rule, part in near if part.tied(thing)]
    if not tied:
        own = any(rule.tie in (Tie.OTHER_BODY, Tie.OWN_BODY_NOT_AUTHOR) for rule, _ in near)
        return Verdict(False, Because.OWN_BODY if own else Because.NOT_YOURS)
    fitting = [rule for rule, part in tied if part.has_status(thing)]
    if fitting:
        return Verdict(False, Because.NO_SCOPE, tuple(rule.scope for rule in fitting[:1] if rule.scope))
    return Verdict(False, Because.STATUS, (thing.status,))

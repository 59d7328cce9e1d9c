"""Any person and any thing, from few bodies, so that they meet often."""

from hypothesis import strategies as st

from bordermark.accounts.policy import BINDINGS, TABLE, Action, Binding, Held, Person, Role, Scope, Thing

ORGANISATIONS = ("icao", "wco")
STATES = ("KEN", "UGA")
IDS = ("ada", "ben", "cleo")
KINDS = sorted({kind for rule in TABLE for kind in rule.kinds} | {"unheard-of"})
STATUSES = sorted({status for rule in TABLE for status in rule.statuses} | {"", "withdrawn"})


def _held(role: Role) -> st.SearchStrategy[Held]:
    made = {
        Binding.ORGANISATION: st.sampled_from(ORGANISATIONS).map(lambda one: Held(role, organisation=one)),
        Binding.STATE: st.sampled_from(STATES).map(lambda one: Held(role, state=one)),
        Binding.SECRETARIAT: st.just(Held(role)),
    }
    return st.one_of([made[binding] for binding in sorted(BINDINGS[role])])


held = st.sampled_from(Role).flatmap(_held)
scopes = st.none() | st.frozensets(st.sampled_from(Scope))
visitors = st.just(Person(""))
people = visitors | st.builds(
    Person, id=st.sampled_from(IDS), name=st.just("A name"), roles=st.frozensets(held, max_size=3), scopes=scopes
)
bodies = st.one_of(
    st.just(("", "")),
    st.sampled_from(ORGANISATIONS).map(lambda one: (one, "")),
    st.sampled_from(STATES).map(lambda one: ("", one)),
)
things = st.builds(
    lambda kind, body, status, authors: Thing(kind, *body, status, authors),
    st.sampled_from(KINDS), bodies, st.sampled_from(STATUSES), st.frozensets(st.sampled_from(IDS), max_size=2),
)
actions = st.sampled_from(Action)

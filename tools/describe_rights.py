"""Writes docs/reference/rights.md from the policy: ``python tools/describe_rights.py``."""

from pathlib import Path

from bordermark.accounts.policy import BINDINGS, SECOND_FACTOR, TABLE, Role, Rule, Scope, Tie

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "rights.md"

HEAD = """\
# Rights

Who may do what to what. This page is made by `tools/describe_rights.py` from the table in
`bordermark/accounts/policy.py`, the only place where rights stand: what no row gives, nobody may do. The same table
answers for one object and, as one query, for all objects of a kind, so that lists, counts and pages agree.

What a person may not see is answered as if it were not there (404); what they may see but not do, with 403 and the
reason.

## Roles

| role | held for | needs a second factor |
|---|---|---|
"""

RULES = """
An administrator looks after people, not after content, and is not thereby an editor. A person can hold several
roles. A role that needs a second factor counts only in a session that was signed in with one, and for tokens of a
person who has one.

## Rules

Ties between the person and the thing: *any*: all things of the kind; *own body*: of the organisation, State or
secretariat for which the role is held; *own body, not own*: of these, what the person has not made or proposed;
*other body*: of no body for which the person holds any role, and not made or changed by the person; *own*: made by, or
belonging to, the person. What is of no organisation and no State is the secretariat's.

| who | may | kind of thing | tie | in status | scope of a token |
|---|---|---|---|---|---|
"""

TAIL = """
## What follows from them

- Nobody accepts a change set that they made or changed, or that is of a body for which they hold any role. A set of the
  secretariat is therefore accepted by a reviewer of an organisation or a State; two editors alone cannot publish one.
- A draft is seen by its own organisation or State alone; reviewers and editors see a set once it has been submitted.
- Runs of screening, their alerts and the plan of selectivity are seen by the risk officers of their State alone, and by
  nobody of the secretariat or of another State. An administrator sees in the audit log that a person sent, took down or
  stopped a run, and no more.
- A change set that holds translations only is of the kind `translation`; a translator proposes no other.

## Scopes of API tokens

A token never does more than its person may, and no more than its scopes: what a rule gives with a scope needs that
scope; what it gives with none (—) can be done in a session only. What anyone may do needs no scope.

| scope | for |
|---|---|
"""

SCOPES = {
    Scope.READ: "seeing what the person may see", Scope.PROPOSE: "proposing changes and answering calls",
    Scope.REVIEW: "reviewing change sets", Scope.PUBLISH: "publishing, editions, feeds and calls",
    Scope.SCREEN: "runs of screening and decisions on alerts", Scope.ADMIN: "people, invitations and the audit log",
}
TIES = {Tie.ANY: "any", Tie.OWN_BODY: "own body", Tie.OWN_BODY_NOT_AUTHOR: "own body, not own",
        Tie.OTHER_BODY: "other body", Tie.AUTHOR: "own"}


def page() -> str:
    """The page, whole."""
    roles = "".join(
        f"| {role} | {', '.join(sorted(BINDINGS[role]))} | {'yes' if role in SECOND_FACTOR else 'no'} |\n"
        for role in Role
    )
    rules = "".join(map(_row, TABLE))
    return HEAD + roles + RULES + rules + TAIL + "".join(f"| `{one}` | {SCOPES[one]} |\n" for one in Scope)


def _row(rule: Rule) -> str:
    actions = ", ".join(action.value.strip("_").replace("_", " ") for action in sorted(rule.actions))
    scope = f"`{rule.scope}`" if rule.scope else "not needed" if rule.by == "anyone" else "—"
    return (f"| {rule.by} | {actions} | {', '.join(sorted(rule.kinds))} | {TIES[rule.tie]} | "
            f"{', '.join(sorted(rule.statuses)) or 'any'} | {scope} |\n")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

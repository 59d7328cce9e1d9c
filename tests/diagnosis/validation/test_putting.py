"""Who is asked about which finding, and with what evidence."""

from bordermark.diagnosis.diagnosing import Asked, Diagnosis, diagnose
from bordermark.diagnosis.findings import Finding
from bordermark.diagnosis.survey import Survey
from bordermark.diagnosis.validation.putting import Put, put

from ..worlds import activity, survey

TWINS = survey(
    activity("act-a", "alpha", end=2026), activity("act-b", "beta", partners=("gamma",), end=2026),
    activity("act-c", "delta", capacities=("cash",)),
)


def made(world: Survey) -> Diagnosis:
    return diagnose(world, Asked(2026, draws=4, deals=4, networks=4, worlds=4))


def puts(world: Survey, findings: tuple[Finding, ...] | None = None) -> dict[tuple[str, str], Put]:
    found = made(world)
    some = put(found, findings or found.findings, lambda one: f"{one.kind} found")
    return {(one.finding, one.entity): one for one in some}


def test_a_possible_duplication_is_put_to_leads_and_partners_and_to_nobody_else() -> None:
    found = puts(TWINS)
    assert [entity for finding, entity in found if finding.startswith("duplication-")] == ["alpha", "beta", "gamma"]
    one = found["duplication-act-a-act-b-2026", "gamma"]
    assert one.activities == ("act-b",) and one.pairs == (("act-b", "act-a"),)
    assert one.statement == "duplication found"


def test_what_does_not_survive_is_put_to_nobody() -> None:
    doubted = tuple(Finding(one.id, one.kind, activities=one.activities, bodies=one.bodies, fails=("bootstrap",))
                    for one in made(TWINS).findings)
    assert doubted and puts(TWINS, doubted) == {}


def test_a_gap_is_put_to_those_who_lead_in_its_capacity() -> None:
    gap = Finding("gap-cash-drugs-2026", "gap", "cash", "drugs", bodies=("delta",), states=("GHA", "MLI"))
    one = puts(TWINS, (gap,))["gap-cash-drugs-2026", "delta"]
    assert one.activities == ("act-c",) and one.pairs == ()
    assert one.states == ("GHA", "MLI")


def test_overlap_is_put_with_the_pairs_that_nothing_covers() -> None:
    crowd = survey(*(activity(f"act-{name}", name) for name in ("a", "b", "c", "d")))
    overlap = Finding("overlap-cargo-2026", "overlap", "cargo", activities=("act-a", "act-b", "act-c", "act-d"),
                      bodies=("a", "b", "c", "d"), pairs=(6, 6), uncoordinated=(6, 6), more_than_chance=False)
    found = puts(crowd, (overlap,))
    assert {entity for _, entity in found} == {"a", "b", "c", "d"}
    one = found["overlap-cargo-2026", "b"]
    assert one.pairs == (("act-b", "act-a"), ("act-b", "act-c"), ("act-b", "act-d"))

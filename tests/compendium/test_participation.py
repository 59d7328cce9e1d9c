"""Where a party stands: by its acts, at a date, and never more than the acts say."""

from datetime import date

import pytest

from bordermark.compendium.participation import by_party, question_outruns_source, standing
from bordermark.compendium.records import ActRecord


def act(action: str, when: str = "", entry: str = "", party: str = "KEN") -> ActRecord:
    return ActRecord(id=f"x--{party}--{action}", instrument="x", party=party, party_kind="state", action=action,
                     date=when, entry_into_force=entry, source="untc", source_date="2014-07-10")


def test_consent_makes_a_party_and_signature_alone_does_not() -> None:
    assert standing([act("signature", "2000-12-12")]).status == "signatory"  # type: ignore[union-attr]
    assert standing([act("signature", "2000-12-12"), act("ratification", "2005-01-05")]).status == "party"  # type: ignore[union-attr]


@pytest.mark.parametrize("action", ["accession", "acceptance", "approval", "succession", "definitive-signature",
                                    "formal-confirmation", "accession-or-ratification", "consent-to-be-bound"])
def test_every_way_of_consent_binds(action: str) -> None:
    found = standing([act(action, "2005-01-05")])
    assert found is not None and found.status == "party"


def test_succession_to_a_signature_is_no_consent() -> None:
    found = standing([act("succession-to-signature", "2005-01-05")])
    assert found is not None and found.status == "unknown"


def test_on_a_day_before_the_act_it_had_not_been_done() -> None:
    acts = [act("signature", "2000-12-12"), act("ratification", "2005-01-05")]
    assert standing(acts, date(1999, 1, 1)) is None
    assert standing(acts, date(2001, 1, 1)).status == "signatory"  # type: ignore[union-attr]
    assert standing(acts, date(2005, 1, 5)).status == "party"  # type: ignore[union-attr]


def test_withdrawal_after_consent_ends_it_and_a_new_accession_begins_again() -> None:
    acts = [act("ratification", "1990"), act("withdrawal", "2012-01-01"), act("accession", "2013-01-10")]
    assert standing(acts[:2]).status == "withdrawn"  # type: ignore[union-attr]
    assert standing(acts).status == "party"  # type: ignore[union-attr]
    assert standing(acts, date(2012, 6, 1)).status == "withdrawn"  # type: ignore[union-attr]


def test_an_undated_act_counts_and_is_said_to_be_undated() -> None:
    found = standing([act("accession")], date(1990, 1, 1))
    assert found is not None and (found.status, found.dated, found.since) == ("party", False, "")


def test_since_is_the_entry_into_force_where_it_is_known_else_the_deposit() -> None:
    known = standing([act("accession", "2005-01-05", "2005-02-04")])
    unknown = standing([act("accession", "2005-01-05")])
    assert known is not None and (known.since, known.in_force_known) == ("2005-02-04", True)
    assert unknown is not None and (unknown.since, unknown.in_force_known) == ("2005-01-05", False)


def test_parties_without_an_act_are_left_out_not_called_absent() -> None:
    acts = [act("accession", "2005", party="KEN"), act("signature", "2004", party="UGA")]
    assert by_party(acts).keys() == {"KEN", "UGA"}


def test_a_source_is_outrun_by_a_later_day() -> None:
    assert question_outruns_source("2014-07-10", date(2014, 7, 11))
    assert not question_outruns_source("2014-07-10", date(2014, 7, 10))
    assert question_outruns_source("", date(1950, 1, 1))

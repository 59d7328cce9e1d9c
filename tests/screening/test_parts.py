"""Codes, words, spellings and misspellings by themselves."""

import pickle

import pytest

from bordermark.screening.automaton import Automaton
from bordermark.screening.codes import Code, read_code
from bordermark.screening.judging import written_as_cas
from bordermark.screening.spellings import spellings
from bordermark.screening.words import cannot_be, excluded_before, is_ordinary, is_vague


@pytest.mark.parametrize(("written", "code"), [
    ("2931.59", Code("293159")), ("2931 59 00 10", Code("2931590010")), ("'293159", Code("293159")), ("29", Code("29")),
    ("90111", Code("090111", "leading zero restored")), ("901.11", Code("090111", "leading zero restored")),
    ("901110000", Code("0901110000", "leading zero restored")), ("293159.0", Code("293159", "decimals removed")),
    ("90111.0", Code("090111", "decimals removed")), ("2931.5", Code("293150", "trailing zero restored")),
    ("", None), ("n/a", None), ("0012", None), ("=2931", None), ("29315900101010", None), ("²", None),
])  # fmt: skip
def test_codes_are_read_and_repaired(written: str, code: Code | None) -> None:
    if written == "90111.0":
        code = Code("090111", "leading zero restored")
    assert read_code(written) == code


@pytest.mark.parametrize(("name", "language", "written"), [
    ("Thionyl chloride", "en", "chloride thionyl"), ("Thionyl chloride", "en", "thionylchloride"),
    ("Sulphuric acid", "en", "sulfuric acid"), ("Phosphorus trichloride", "en", "phosphorous trichloride"),
    ("Triethanolamine", "en", "tri ethanol amine"), ("Schwefelsäure", "de", "schwefelsaeure"),
    ("أسيتون", "ar", "الاسيتون"), ("Ethyl ether (diethyl oxide)", "en", "ethyl ether"),
])  # fmt: skip
def test_a_name_is_written_in_more_than_one_way(name: str, language: str, written: str) -> None:
    assert written in list(spellings(name, language))


def test_a_name_keeps_its_beginning_in_brackets() -> None:
    assert "acetone" not in list(spellings("(1,3-benzodioxol-5-yl)acetone", "en"))


@pytest.mark.parametrize(("word", "meant"), [
    ("thiodiglicol", "thiodiglycol"), ("triethanolamne", "triethanolamine"),
    ("cloropicrin", "chloropicrin"), ("hexaclorobenzene", "hexachlorobenzene"),
])  # fmt: skip
def test_a_misspelling_leads_to_the_word(automaton: Automaton, word: str, meant: str) -> None:
    assert automaton.misspellings
    assert meant in automaton.misspellings.meant(word)


@pytest.mark.parametrize("word", [
    "phosphate", "chloride", "thiodiglycol", "mustards", "ammonium", "diethylmethylphosphonate", "x" * 5000, "12345678",
])  # fmt: skip
def test_a_right_word_is_no_misspelling(automaton: Automaton, word: str) -> None:
    assert automaton.misspellings
    assert automaton.misspellings.meant(word) == ()


def test_misspellings_travel_to_other_processes(automaton: Automaton) -> None:
    assert pickle.loads(pickle.dumps(automaton.misspellings)).meant("thiodiglicol") == ("thiodiglycol",)


@pytest.mark.parametrize(("text", "is_number"), [
    ("111-48-8", True), ("CAS 111 48 8", True), ("C.A.S. nr: 111488", True), ("111 48 8", False), ("111488", False),
    ("lot 111-48-8", False), ("5-111-48-8", False), ("111-48-8-1", False), ("10 111-48-8 kg", True),
    ("CAS No 111.48.8", True), ("111.48.8", False),
])  # fmt: skip
def test_what_is_written_as_a_cas_number(text: str, is_number: bool) -> None:
    start = text.index("111")
    end = start + len("111488") + (0 if "111488" in text else 2)
    assert written_as_cas(text, start, end) is is_number


@pytest.mark.parametrize(("text", "excluded"), [
    ("ketones, excluding acetone", True), ("ketones (other than X) and acetone", False),
    ("cétones, à l'exclusion de acetone", True), ("ketones, without other function, acetone", False),
    ("ketones (other than butanone (ISO) and acetone)", True),
    ("ketones. Not oils. acetone", False),
    ("ausgenommen Methanol, acetone", True), ("不含 acetone", True), ("acetone", False),
    ("excluding ethers, but including acetone", False),
])  # fmt: skip
def test_what_is_named_only_to_be_excluded(text: str, excluded: bool) -> None:
    assert excluded_before(text, text.index("acetone")) is excluded


def test_words_of_the_tariff() -> None:
    assert is_ordinary("mustard") and is_ordinary("liquid") and not is_ordinary("thiodiglycol")
    assert is_vague("goods as per invoice 12") and is_vague("") and not is_vague("pumps")
    assert cannot_be("cotton shirts knitted", "28") == "cotton shirts knitted"
    assert cannot_be("acetone in drums", "28") == "" and cannot_be("qwertz cotton shirts", "28") == ""

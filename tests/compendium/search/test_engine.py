"""Asking: symbols, phrases, relaxing, filters, facets, sorting, highlighting, and anything at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bordermark.compendium.bundled import bundled_documents
from bordermark.compendium.search.documents import FACETS, LANGUAGES, SearchDocument, SearchRequest
from bordermark.compendium.search.engine import Searcher

SYMBOLS = [
    ("S/RES/1540", "un-res-1540-2004"),
    ("1540", "un-res-1540-2004"),
    ("S/RES/1540(2004)", "un-res-1540-2004"),
    ("S/RES/1540 (2004)", "un-res-1540-2004"),
    ("s/res/1540", "un-res-1540-2004"),
    ("UNSCR 1540", "un-res-1540-2004"),
    ("resolution 1540", "un-res-1540-2004"),
    ("Security Council resolution 1540 (2004)", "un-res-1540-2004"),
    ("SOLAS XI-2", "imo-solas-1974"),
    ("Doc 9303", "icao-doc-9303"),
    ("ICAO Doc 9303", "icao-doc-9303"),
    ("9303", "icao-doc-9303"),
    ("A/RES/60/288", "un-ga-60-288-gcts"),
    ("60/288", "un-ga-60-288-gcts"),
    ("Regulation (EU) 2016/399", "eu-schengen-borders-code-2016"),
    ("2016/399", "eu-schengen-borders-code-2016"),
    ("SOLAS", "imo-solas-1974"),
]


@pytest.mark.parametrize(("text", "record"), SYMBOLS)
def test_a_symbol_finds_its_record_first(searcher: Searcher, text: str, record: str) -> None:
    best = searcher.search(SearchRequest(text)).hits[0]
    assert best.id == record
    assert best.why[0].where == "symbol"


def test_every_reference_finds_its_record_first(searcher: Searcher) -> None:
    named = Counter(name for record in bundled_documents() for name in record.names)
    for record in bundled_documents():
        for name in record.names[1:2]:
            if named[name] == 1 and any(c.isdigit() for c in name) and name.isascii():
                best = searcher.search(SearchRequest(name, kinds=("instrument",))).hits[:3]
                assert record.id in [hit.id for hit in best], (name, record.id, [hit.id for hit in best])


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("API", "wco-iata-icao-api-guidelines"),
        ("advance passenger information", "wco-iata-icao-api-guidelines"),
        ("cash couriers", "fatf-recommendation-32"),
        ("SALW", "wassenaar-salw-best-practices-2002"),
    ],
)
def test_acronyms_and_expansions_find_the_same(searcher: Searcher, text: str, record: str) -> None:
    assert record in [hit.id for hit in searcher.search(SearchRequest(text)).hits[:5]]


def test_the_palermo_provision_on_travel_documents_is_found(searcher: Searcher) -> None:
    answer = searcher.search(SearchRequest("palermo smuggling protocol travel documents", kinds=("provision",)))
    assert "un-som-protocol-2000" in [hit.instrument for hit in answer.hits[:3]]


def test_a_phrase_is_narrower_than_its_words(searcher: Searcher) -> None:
    phrase = searcher.search(SearchRequest('"travel documents"'))
    words = searcher.search(SearchRequest("travel documents"))
    assert 0 < phrase.total < words.total


def test_a_word_with_a_minus_is_kept_out(searcher: Searcher) -> None:
    with_it = searcher.search(SearchRequest("border customs")).total
    without = searcher.search(SearchRequest("border -customs")).total
    assert with_it + without == searcher.search(SearchRequest("border")).total


def test_most_words_will_do_when_no_record_has_all_and_the_answer_says_so(searcher: Searcher) -> None:
    answer = searcher.search(SearchRequest("cash couriers zebra"))
    assert answer.relaxed is not None
    assert answer.total > 0
    assert searcher.search(SearchRequest("cash couriers")).relaxed is None


def test_filters_that_leave_nothing_do_not_relax_the_words(searcher: Searcher) -> None:
    answer = searcher.search(SearchRequest("cash couriers", {"theme": ("no such theme",)}))
    assert (answer.total, answer.hits, answer.relaxed) == (0, (), None)


def test_common_words_are_named_as_ignored(searcher: Searcher) -> None:
    assert searcher.search(SearchRequest("the border", languages=("en",))).ignored == ("the",)


def test_snippets_are_the_text_cut_at_its_matches(searcher: Searcher) -> None:
    hit = searcher.search(SearchRequest("smuggling of migrants", kinds=("instrument",))).hits[0]
    assert "".join(piece.text for piece in hit.title_snippet) == hit.title
    marked = {piece.text.lower() for piece in hit.title_snippet if piece.is_match}
    assert {"smuggling", "migrants"} <= marked
    assert "en" in hit.matched_languages


def _matching(record: SearchDocument, filters: Mapping[str, tuple[str, ...]], but: str = "") -> bool:
    values = {**record.facets, "record": (record.kind,)}
    return all(set(values.get(facet, ())) & set(chosen) for facet, chosen in filters.items() if facet != but)


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"theme": ("theme-1",)},
        {"theme": ("theme-1", "theme-6"), "force": ("binding",)},
        {"status": ("in-force",), "force": ("binding", "mixed"), "flow": ("terrorists",)},
    ],
)
def test_facets_are_counted_without_their_own_filter(searcher: Searcher, filters: dict[str, tuple[str, ...]]) -> None:
    answer = searcher.search(SearchRequest("", filters))
    assert answer.total == sum(_matching(record, filters) for record in bundled_documents())
    for facet in FACETS:
        expected: Counter[str] = Counter()
        for record in bundled_documents():
            if _matching(record, filters, but=facet):
                expected.update(set((record.kind,) if facet == "record" else record.facets.get(facet, ())))
        assert {c.value: c.number for c in answer.facets[facet]} == dict(expected), facet
        assert [c.number for c in answer.facets[facet]] == sorted(expected.values(), reverse=True)


def test_facets_of_a_text_count_its_matches(searcher: Searcher) -> None:
    answer = searcher.search(SearchRequest("cash couriers", limit=1000))
    assert len(answer.hits) == answer.total
    kinds = Counter(hit.kind for hit in answer.hits)
    assert {c.value: c.number for c in answer.facets["record"]} == dict(kinds)


def test_sorting_and_dates(searcher: Searcher) -> None:
    dated = {record.id: record.adopted for record in bundled_documents()}
    newest = [dated[hit.id] or 0 for hit in searcher.search(SearchRequest("", sort="newest", limit=1000)).hits]
    assert newest == sorted(newest, reverse=True)
    oldest = [dated[hit.id] or 99999999 for hit in searcher.search(SearchRequest("border", sort="oldest")).hits]
    assert oldest == sorted(oldest)
    answer = searcher.search(SearchRequest("", adopted_from=20000101, adopted_until=20001231, limit=1000))
    assert {hit.id for hit in answer.hits} == {i for i, day in dated.items() if day and 20000101 <= day <= 20001231}
    assert answer.total == len(answer.hits)


def test_pages_follow_each_other_and_hold_every_record_once(searcher: Searcher) -> None:
    seen = [
        hit.id for at in range(0, 3000, 500) for hit in searcher.search(SearchRequest("", offset=at, limit=500)).hits
    ]
    assert sorted(seen) == sorted(record.id for record in bundled_documents())


def test_a_page_beyond_the_end_is_empty(searcher: Searcher) -> None:
    for offset in (10_000, 10**15):
        answer = searcher.search(SearchRequest("border", offset=offset))
        assert (answer.hits, answer.relaxed) == ((), None)
        assert answer.total > 0


@pytest.mark.parametrize("wrong", [{"filters": {"colour": ("red",)}}, {"languages": ("xx",)}, {"sort": "best"}])
def test_what_no_reader_can_type_is_refused_with_a_sentence(searcher: Searcher, wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"There is no|The index has no"):
        searcher.search(SearchRequest(**wrong))  # type: ignore[arg-type]


ANYTHING = st.one_of(
    st.text(max_size=300),
    st.text(alphabet="abc \"-+()[]{}*?~^:\\/&|!\x00«»“”'’.,;", max_size=80),
    st.text(alphabet="海上安全的和与公约 الأمنوالب ТраницаЁйё", max_size=80),
    st.lists(
        st.sampled_from(["API", "border", "the", "UN", '"', "-", "S/RES/1540", "海", "документ"]), max_size=40
    ).map(" ".join),
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANYTHING, languages=st.none() | st.lists(st.sampled_from(LANGUAGES), min_size=1, unique=True).map(tuple))
def test_any_text_is_a_question(searcher: Searcher, text: str, languages: tuple[str, ...] | None) -> None:
    answer = searcher.search(SearchRequest(text, languages=languages))
    assert len(answer.hits) == min(10, answer.total)

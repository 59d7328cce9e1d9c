"""A search is its address: what a link asks, it asks again."""

from urllib.parse import parse_qs

from hypothesis import given
from hypothesis import strategies as st

from bordermark.compendium.search.documents import FACETS, FacetCount, SearchAnswer
from bordermark.compendium.search_page import DEEPEST, OPEN, PAGE, SHOWN, SORTS, Asked, asked, facets
from bordermark.languages import LANGUAGES

VALUE = st.text(st.characters(exclude_categories=("Cs",)), max_size=6)
QUERIES = st.fixed_dictionaries({}, optional={
    "q": st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=510), max_size=2),
    "look_in": st.lists(st.sampled_from([*LANGUAGES, "pt", ""]), max_size=3),
    "adopted_from": st.lists(st.sampled_from(["2001", "2001-02", "2001-02-30", "soon", ""]), max_size=1),
    "adopted_until": st.lists(st.sampled_from(["2011", "2011-02-28", "x"]), max_size=1),
    "sort": st.lists(st.sampled_from([*SORTS, "colour"]), max_size=1),
    "page": st.lists(st.one_of(st.integers(-3, 10**7).map(str), VALUE), max_size=1),
    "utm_source": st.lists(VALUE, max_size=1),
    **{facet: st.lists(VALUE, max_size=3) for facet in FACETS},
})


def follow(link: str) -> Asked:
    """The question that a link asks, read as a browser would send it."""
    assert link.startswith("?")
    return asked(parse_qs(link[1:], keep_blank_values=True))


@given(query=QUERIES)
def test_a_question_is_read_back_from_its_link(query: dict[str, list[str]]) -> None:
    question = asked(query)
    assert follow(question.link(page=question.page)) == question


@given(query=QUERIES)
def test_any_address_is_a_question_that_can_be_put_to_the_index(query: dict[str, list[str]]) -> None:
    question = asked(query)
    request = question.request("en")
    assert 1 <= question.page <= DEEPEST // PAGE
    assert request.offset == (question.page - 1) * PAGE
    assert question.sort in SORTS
    assert set(question.languages) <= set(LANGUAGES)
    if request.adopted_from and question.adopted_from == "2001-02":
        assert request.adopted_from == 20010201


@given(query=QUERIES, facet=st.sampled_from(SHOWN), value=VALUE.filter(bool))
def test_a_filter_chosen_and_dropped_leaves_the_question_as_it_was(
    query: dict[str, list[str]], facet: str, value: str
) -> None:
    question = follow(asked(query).link())
    if value in question.filters.get(facet, ()) or len(question.filters.get(facet, ())) >= 50:
        return
    narrowed = follow(question.link(plus=(facet, value)))
    assert value in narrowed.filters[facet]
    assert follow(narrowed.link(without=(facet, value))) == question


def test_the_page_shows_every_facet_of_the_index_once() -> None:
    assert sorted(SHOWN) == sorted(FACETS)
    assert set(SHOWN) >= OPEN


def test_turning_to_another_filter_goes_back_to_the_first_page() -> None:
    question = asked({"q": ["cash"], "page": ["3"]})
    assert question.page == 3
    assert follow(question.link(plus=("theme", "theme-3"))).page == 1


def test_a_link_may_change_one_thing_alone() -> None:
    question = asked({"q": ["pasport"], "theme": ["theme-3"], "sort": ["newest"]})
    corrected = follow(question.link(q="passport"))
    assert (corrected.text, corrected.filters, corrected.sort) == ("passport", question.filters, "newest")


def test_one_question_has_one_address_whatever_the_order_of_its_parameters() -> None:
    one = asked({"theme": ["theme-3"], "q": ["cash"], "kind": ["convention"]})
    other = asked({"kind": ["convention"], "theme": ["theme-3"], "q": ["cash"]})
    assert one.link() == other.link() == "?q=cash&theme=theme-3&kind=convention"


def answer(**counts: list[FacetCount]) -> SearchAnswer:
    return SearchAnswer(total=10, hits=(), facets={name: tuple(some) for name, some in counts.items()}, languages=())


def test_a_facet_that_cannot_divide_the_matches_is_not_shown() -> None:
    one, two = FacetCount("theme-3", 4, False), FacetCount("theme-5", 6, False)
    question = asked({"q": ["cash"]})
    assert facets(answer(theme=[one]), question, lambda _, value: value) == []
    made = facets(answer(theme=[one, two], kind=[FacetCount("convention", 0, False)]), question, lambda _, v: v)
    assert [(facet.name, [value.value for value in facet.values]) for facet in made] == [
        ("theme", ["theme-5", "theme-3"])
    ]


def test_a_chosen_value_comes_first_and_its_link_drops_it() -> None:
    question = asked({"theme": ["theme-3"]})
    made = facets(answer(theme=[FacetCount("theme-5", 6, False), FacetCount("theme-3", 4, True)]), question,
                  lambda _, value: value)
    chosen, other = made[0].values
    assert chosen.value == "theme-3" and chosen.link == "?"
    assert follow(other.link).filters == {"theme": ("theme-3", "theme-5")}
    assert made[0].open


def test_decades_come_latest_first_whatever_an_old_link_chose() -> None:
    counts = [FacetCount("1990", 9, False), FacetCount("2010", 2, False), FacetCount("soon", 0, True)]
    made = facets(answer(decade=counts), asked({"decade": ["soon"]}), lambda _, value: value)
    assert [one.value for one in made[0].values] == ["soon", "2010", "1990"]

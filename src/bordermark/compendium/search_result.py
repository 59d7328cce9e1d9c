"""From a search's answer to what the API says of it: addresses, and a label for every facet value. Pure."""

from collections.abc import Iterable, Mapping

from bordermark.compendium import schemas
from bordermark.compendium.describing import CompendiumWriter
from bordermark.compendium.finding import Beside
from bordermark.compendium.search.documents import FacetCount, Hit, Piece, SearchAnswer
from bordermark.compendium.search.suggest import Suggestion
from bordermark.languages import NAMES
from bordermark.publishing.offering import Pointer


def search_result(
    answer: SearchAnswer, also: Iterable[Beside], pointers: Iterable[Pointer], writer: CompendiumWriter,
    links: Mapping[str, str],
) -> schemas.SearchResult:
    """The answer, with a label for every value, and what else was found."""
    return schemas.SearchResult.model_construct(
        total=answer.total, items=[_hit(one, writer) for one in answer.hits],
        facets={facet: [_facet(facet, one, writer) for one in counts] for facet, counts in answer.facets.items()},
        languages=list(answer.languages),
        corrections=[
            schemas.CorrectionRow.model_construct(word=one.word, taken_as=list(one.taken_as))
            for one in answer.corrections
        ],
        corrected=answer.corrected, ignored=list(answer.ignored),
        relaxed=list(answer.relaxed) if answer.relaxed else None, synonyms=list(answer.synonyms),
        also=[schemas.BesideRow.model_construct(kind=one.kind, total=one.total, items=_suggestions(one.best, writer))
              for one in also],
        pointers=[schemas.PointerRow.model_construct(label=str(one.label), url=pointer_address(one, writer))
                  for one in pointers],
        links=dict(links),
    )


def _hit(one: Hit, writer: CompendiumWriter) -> schemas.HitRow:
    collection = "provisions" if one.kind == "provision" else "instruments"
    return schemas.HitRow.model_construct(
        kind=one.kind, id=one.id, title=one.title, title_language=one.title_language,
        title_pieces=_pieces(one.title_snippet), url=writer.addresses.of(one.kind, one.id),
        instrument=one.instrument, score=round(one.score, 4),
        snippets=[
            schemas.SnippetRow.model_construct(language=language, pieces=_pieces(pieces))
            for language, pieces in one.snippets.items()
        ],
        matched_languages=list(one.matched_languages),
        why=[
            schemas.ReasonRow.model_construct(where=reason.where, language=reason.language, words=list(reason.words))
            for reason in one.why
        ],
        links={"self": writer.addresses.api(collection, one.id),
               "instrument": writer.addresses.api("instruments", one.instrument)},
    )


def _pieces(pieces: Iterable[Piece]) -> list[schemas.PieceRow]:
    return [schemas.PieceRow.model_construct(text=one.text, is_match=one.is_match) for one in pieces]


def _facet(facet: str, one: FacetCount, writer: CompendiumWriter) -> schemas.FacetRow:
    return schemas.FacetRow.model_construct(
        value=one.value, label=facet_label(facet, one.value, writer), count=one.number, selected=one.selected
    )


def facet_label(facet: str, value: str, writer: CompendiumWriter) -> str:
    """A facet's value in words: names of bodies and parties, languages in their own name, labels of concepts."""
    if facet in ("body", "contributor"):
        body = writer.organisations.bodies.bodies.get(value)
        return body.name(writer.words.language) if body else value
    if facet == "party":
        return writer.words.words.state_name(value, writer.words.language)
    if facet == "language":
        return NAMES.get(value, value)
    return writer.words.words.label(facet, value, writer.words.language)


def suggestions(found: Mapping[str, tuple[Suggestion, ...]], writer: CompendiumWriter) -> schemas.Suggestions:
    """Suggestions as one list, kind after kind."""
    return schemas.Suggestions.model_construct(items=[
        row for some in found.values() for row in _suggestions(some, writer)
    ])


def _suggestions(some: Iterable[Suggestion], writer: CompendiumWriter) -> list[schemas.SuggestionRow]:
    return [
        schemas.SuggestionRow.model_construct(
            text=one.label, note=one.note, kind=one.kind, id=one.id, language=one.language, pieces=_pieces(one.pieces),
            url=suggestion_address(one, writer),
        ) for one in some
    ]


def pointer_address(one: Pointer, writer: CompendiumWriter, language: str = "en") -> str:
    """The page where a question is better asked."""
    return writer.addresses.of(one.page, language=language, **one.query)


def suggestion_address(one: Suggestion, writer: CompendiumWriter) -> str:
    """The page of what is suggested."""
    if one.kind in ("theme", "subtheme", "flow"):
        return writer.addresses.of("concept", one.kind, one.id)
    return writer.addresses.of(one.kind, one.id)

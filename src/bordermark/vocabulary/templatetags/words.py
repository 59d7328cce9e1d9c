"""Template tags that put the vocabulary's words in the reader's language."""

from typing import cast

from django import template
from django.template.context import Context
from django.utils.translation import get_language

from bordermark.vocabulary.store import vocabulary
from bordermark.vocabulary.words import Vocabulary

register = template.Library()


def _words(context: Context) -> Vocabulary:
    """The vocabulary, asked for once a page: a page has hundreds of words, and each asking is a query."""
    request = context.get("request")
    if request is None:
        return vocabulary()
    if not hasattr(request, "words_of_page"):
        request.words_of_page = vocabulary()
    return cast(Vocabulary, request.words_of_page)


@register.simple_tag(takes_context=True)
def word(context: Context, scheme: str, code: str) -> str:
    """The label of a concept in the reader's language."""
    return _words(context).label(scheme, code, get_language() or "en")


@register.simple_tag(takes_context=True)
def state_name(context: Context, code: str) -> str:
    """The short name of a State in the reader's language."""
    return _words(context).state_name(code, get_language() or "en")


@register.simple_tag(takes_context=True)
def definition(context: Context, scheme: str, code: str) -> str:
    """The definition of a concept (English), or nothing."""
    concept = _words(context).concepts.get(f"{scheme}:{code}")
    return concept.definition if concept else ""

"""Template tags that put the vocabulary's words in the reader's language."""

from django import template
from django.utils.translation import get_language

from bordermark.vocabulary.store import vocabulary

register = template.Library()


@register.simple_tag
def word(scheme: str, code: str) -> str:
    """The label of a concept in the reader's language."""
    return vocabulary().label(scheme, code, get_language() or "en")


@register.simple_tag
def state_name(code: str) -> str:
    """The short name of a State in the reader's language."""
    return vocabulary().state_name(code, get_language() or "en")


@register.simple_tag
def definition(scheme: str, code: str) -> str:
    """The definition of a concept (English), or nothing."""
    concept = vocabulary().concepts.get(f"{scheme}:{code}")
    return concept.definition if concept else ""

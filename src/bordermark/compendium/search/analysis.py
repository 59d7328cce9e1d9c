"""From text to terms: the one definition used when indexing, when asking and when highlighting.

A term is what two spellings of the same word have in common: letters folded (case, accents, Arabic letter forms),
then the stem in its language. Chinese is cut into single characters and pairs of neighbours, for there are no
spaces to cut at. Each word of the language is analysed once and remembered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

import tantivy

from bordermark.compendium.search import arabic
from bordermark.compendium.search.stopwords import STOPWORDS

MAX_WORD = 40
"""Letters of a word that count; what is longer is no word."""

MAX_REMEMBERED = 200_000
"""Words whose folded form or term is kept, for each language."""

BREAK = "¶"
"""A term no text can produce, set between fields so that no phrase runs from one into the next."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_MARK = "\u00ad\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d"
WORD = re.compile(f"(?P<han>[{_HAN}]+)|[^\\W_{_HAN}](?:[^\\W_{_HAN}]|[{_MARK}])*")
PLAIN = re.compile(f"[^\\W_{_HAN}](?:[^\\W_{_HAN}]|[{_MARK}])*")
_IS_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_IS_CYRILLIC = re.compile("[\u0400-\u04ff]")
_IS_HAN = re.compile(f"[{_HAN}]")
_SPECIAL = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"})

_STEMMERS = {
    language: tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(tantivy.Filter.stemmer(name)).build()
    for language, name in {"en": "english", "es": "spanish", "fr": "french", "ru": "russian"}.items()
}
_BRITISH = re.compile(r"(?<=...)(i|y)s(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)")
_SPELLINGS = {
    "centre": "center", "centres": "center", "defence": "defense", "licence": "license", "licences": "license",
    "programme": "program", "programmes": "program", "harbour": "harbor", "harbours": "harbor", "labour": "labor",
    "offence": "offense", "offences": "offense", "cheque": "check", "cheques": "check", "behaviour": "behavior",
}  # fmt: skip


class Remembered(dict[str, str]):
    """A function of a word, its answers kept: ``of[word]``.

    A plain dictionary of strings: fast to ask, and nothing for the garbage collector to follow, where an
    ``lru_cache`` of this size makes it stop the process for a tenth of a second now and then.
    """

    def __init__(self, function: Callable[[str], str]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, word: str) -> str:
        if len(self) >= MAX_REMEMBERED:
            self.clear()
        answer = self[word] = self._function(word)
        return answer


class Token(NamedTuple):
    """A term and where in the text it stands (``start`` included, ``end`` not, in characters)."""

    term: str
    start: int
    end: int


def fold(word: str) -> str:
    """The word in lower case without accents or marks; Arabic letters in one spelling; at most MAX_WORD letters.

    The Russian й stays a letter of its own; ё becomes е.
    """
    return FOLDED[word]


def _fold(word: str) -> str:
    text = unicodedata.normalize("NFKC", word[: 2 * MAX_WORD]).casefold().replace("й", "\x00")
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_SPECIAL))
        text = "".join(c for c in text if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
        if _IS_ARABIC.search(text):
            text = arabic.normalise(text)
        text = "".join(text.split())
    return text.replace("\x00", "й")[:MAX_WORD]


FOLDED = Remembered(_fold)
"""From a written word to its folded form."""


def script(word: str) -> str:
    """``han``, ``arabic``, ``cyrillic`` or ``latin`` (which stands for everything else, digits too)."""
    if _IS_HAN.search(word):
        return "han"
    if _IS_ARABIC.search(word):
        return "arabic"
    return "cyrillic" if _IS_CYRILLIC.search(word) else "latin"


def stem(folded: str, language: str) -> str:
    """The term a folded word becomes in a language's field; words of another script are left as they are."""
    if language == "ar":
        return arabic.stem(folded) if _IS_ARABIC.search(folded) else folded
    if language == "ru":
        return _settle(folded, "ru") if _IS_CYRILLIC.search(folded) else folded
    if language not in _STEMMERS or not folded.isascii() or not folded.isalpha():
        return folded
    if language == "en":
        folded = _BRITISH.sub(r"\1z", _SPELLINGS.get(folded, folded))
    elif language == "es" and folded.endswith("ion"):
        folded = folded[:-3] + "ión"
    return _settle(folded, language)


def _settle(word: str, language: str) -> str:
    """Stem until nothing changes: without accents one pass leaves pairs such as douani, douanier apart."""
    for _ in range(4):
        shorter = _STEMMERS[language].analyze(word)
        if not shorter or shorter[0] == word or len(shorter[0]) < 3:
            break
        word = shorter[0]
    return unicodedata.normalize("NFKD", word).replace("\u0301", "") if language == "es" else word


def term(word: str, language: str) -> str:
    """The term of a written word in a language, empty for a stop word."""
    return TERMS[language][word]


def _terms_of(language: str) -> Remembered:
    def of(word: str) -> str:
        folded = fold(word)
        return "" if folded in STOPWORDS[language] else stem(folded, language)

    return Remembered(of)


TERMS = {language: _terms_of(language) for language in STOPWORDS}
"""For each language, from a written word to its term."""


def grams(run: str) -> list[str]:
    """The pairs of neighbours in a run of Chinese characters, or the character itself where there is but one."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def han_runs(run: str) -> list[str]:
    """A run of Chinese characters cut at its function words."""
    return [part for part in _HAN_STOP.split(run) if part]


_HAN_STOP = re.compile("|".join(sorted(STOPWORDS["zh"], key=len, reverse=True)))


def words(text: str) -> Iterator[re.Match[str]]:
    """The words of a text, in order, Chinese as whole runs (group ``han``)."""
    return WORD.finditer(text)


def tokens(text: str, language: str) -> list[Token]:
    """The terms of a text in a language's field, in order, stop words left out.

    Chinese gives each character and each pair; both bear the place of the characters they are made of.
    """
    found = []
    for match in WORD.finditer(text):
        start, end = match.span()
        if match["han"] is None:
            if t := term(match.group(), language):
                found.append(Token(t, start, end))
            continue
        run = match["han"]
        for i in range(len(run)):
            found.append(Token(run[i], start + i, start + i + 1))
            if i + 1 < len(run):
                found.append(Token(run[i : i + 2], start + i, start + i + 2))
    return found


@lru_cache(maxsize=2_000)
def index_text(text: str, language: str) -> str:
    """A text as the terms of one field, separated by spaces."""
    if _IS_HAN.search(text):
        return " ".join([token.term for token in tokens(text, language)])
    return " ".join(filter(None, map(TERMS[language].__getitem__, PLAIN.findall(text))))


@lru_cache(maxsize=2_000)
def folded_words(text: str) -> tuple[str, ...]:
    """The folded words of a text, unstemmed, Chinese left out: what the dictionary and the names hold."""
    return tuple(map(FOLDED.__getitem__, PLAIN.findall(text)))


def name_words(name: str) -> list[str]:
    """The folded words of a name; common words are left out unless capitals make them an acronym."""
    pairs = [(word, fold(word)) for word in PLAIN.findall(name)]
    return [folded for word, folded in pairs if folded not in _COMMON or word.isupper()]


_COMMON = STOPWORDS["en"] | STOPWORDS["es"] | STOPWORDS["fr"]

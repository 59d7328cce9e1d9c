"""Words and what they say in a description: words of the tariff with their chapters, and words of context."""

import csv
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from bordermark.screening.fold import fold


def word_set(text: str) -> frozenset[str]:
    """The words of a text, folded."""
    return frozenset(fold(text).split())


CHEMICAL: Final = frozenset(f"{chapter:02d}" for chapter in (*range(25, 41), 54, 59, 71, 72, 74, 75, 76, 79, 80, 81))
"""Chapters in whose texts the names of chemicals and metals stand."""

_PREPARED: Final = frozenset(f"{chapter:02d}" for chapter in range(28, 39))
"""Chapters of chemicals and of preparations of them."""


@cache
def tariff_words() -> Mapping[str, frozenset[str]]:
    """Words of three letters or more in the tariff's own texts, folded, with the chapters that use them."""
    with (Path(__file__).parent / "data" / "tariff_words.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: frozenset(row["chapters"].split()) for row in csv.DictReader(file)}


@cache
def is_ordinary(word: str) -> bool:
    """Whether a word, being alone a name of a substance, has another meaning too ("mustard", "liquid")."""
    return not tariff_words().get(word, frozenset()) <= CHEMICAL


_VAGUE: Final = word_set(
    "goods good chemical chemicals product products sample samples item items article articles material materials "
    "merchandise cargo general misc miscellaneous various assorted sundry others other part parts accessories "
    "spare spares personal effects as per invoice attached list see description not available unknown consolidated "
    "groupage consignment shipment industrial commercial use for of and the in no na nes nesoi pcs set sets lot "
    "marchandises produits chimiques produit divers echantillon echantillons waren chemikalien muster diverse "
    "mercancias productos quimicos muestras varios mercadorias produtos amostras"
)


def is_vague(folded: str) -> bool:
    """Whether a folded text is too vague to judge: no word in it says what the goods are."""
    return not any(word for word in folded.split() if word not in _VAGUE and not word.isdigit() and len(word) > 1)


def cannot_be(folded: str, chapter: str) -> str:
    """The words by which a text cannot describe goods of a chapter; empty when it can, or too little is known.

    It cannot when the tariff knows two words of it or more, and uses none of them in the chapter nor in any of
    those in which chemicals stand.
    """
    possible = _PREPARED | {chapter}
    known = []
    for word in folded.split():
        if word in _VAGUE or len(word) < 4:
            continue
        chapters = tariff_words().get(word)
        if chapters is None:
            return ""  # a word that the tariff does not know may be a name of the goods
        if chapters & possible:
            return ""
        known.append(word)
    return " ".join(known) if len(known) >= 2 else ""


_LISTING: Final = re.compile(
    r"\b(?:excluding|excl|except|excepting|other\s+than|not\s+including|à\s+l['’ ]exclusion|à\s+l['’ ]excl|sauf|"
    r"autres?\s+que|hors|ausgenommen|ausg|außer|andere\s+als|excepto|salvo|distint[oa]s?\s+de|exceto|exclu[ií]do|"
    r"excl[uú]yendo|кроме|за\s+исключением)\b|不包括|除外|除(?!草|虫|臭|湿|锈|油)|باستثناء",
    re.IGNORECASE,
)
_LACKING: Final = re.compile(
    r"\b(?:not\s+containing|without|free\s+(?:of|from)|sans|ne\s+contenant\s+pas|ohne|frei\s+von|sin|sem|без|"
    r"не\s+содержащ\w+)\b|不含|خال[يٍ]? من|بدون",
    re.IGNORECASE,
)
"""What is named after a word of the first kind is excluded, one thing after the other; after one of the second kind,
up to the next comma."""

_ENDS: Final = re.compile(r"[;)\]）]|\.\s|\b(?:but\s+including|including|incl|y\s+compris|einschl\w*)\b|。|；",
                          re.IGNORECASE)
_ENDS_LACKING: Final = re.compile(f"[,，、]|{_ENDS.pattern}", re.IGNORECASE)
_BRACKETED: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


SCOPING: Final = word_set(
    "excluding excl except excepting other not without free exempt exclusion sauf sans autre autres ne hors "
    "ausgenommen ausg außer andere ohne frei excepto salvo distinto distinta distintos distintas sin exceto excluido "
    "sem excluyendo кроме исключением без не 不含 除 بدون باستثناء خال خالي"
)
"""Folded words of which a text that excludes something has at least one."""


def excluded_before(text: str, start: int) -> bool:
    """Whether what starts here is named only to be excluded ("ketones, excluding acetone")."""
    before = text[max(0, start - 400) : start]
    for word, ends in ((_LISTING, _ENDS), (_LACKING, _ENDS_LACKING)):
        found = list(word.finditer(before))
        if found and not ends.search(_BRACKETED.sub("", before[found[-1].end() :])):
            return True
    return False


PREFIXES: Final = word_set(
    "acetyl amino azo benzoyl benzyl bromo butyl chloro cyano cyclo deoxy diamino dibromo dichloro diethyl difluoro "
    "dihydroxy dimethyl dinitro diphenyl ethoxy ethyl fluoro formyl hydroxy iodo isobutyl isopropyl keto mercapto "
    "methoxy methyl methylene nitro nor octyl oxo perfluoro phenyl phenoxy poly propyl sulfo tetra thio tribromo "
    "trichloro trifluoro trimethyl trinitro vinyl butylated ethylated methylated"
)
"""Before a name, with nothing but a space or hyphen between, they make it the name of another substance."""

SUFFIXES: Final = word_set(
    "diisocyanate diisocyanates isocyanate sulfonic sulphonic sulfonate sulphonate sulfonamide sulphonamide "
    "formaldehyde cyanohydrin oxime resin resins dicarboxylic carboxylic thiourea hydrazone bisulfite bisulphite "
    "harze harz resine resines resina resinas phosphate phosphates free frei libre resistant proof "
    "beständig beständige beständiger résistant"
)
"""After a name, likewise ("toluene diisocyanate", "urea resins"), or they say that it is not there ("acetone-free")."""

PRODUCTS: Final = word_set(
    "adhesive adhesives balm balsam beverage biscuits cleaner cleaners cleanser conditioner cosmetic cosmetics cream "
    "creme crayons detergent detergents dye dyes dressing emulsion fabric foundation fragrance gel glue gum hair ink "
    "inks lipstick lotion lotions lubricant mascara mayonnaise medicament medicaments moisturiser ointment paint "
    "paints perfume pens plaster polish polishes primer refill remover rubber sauce sealant seeds seed serum shampoo "
    "shampoos shaving skin soap soaps sunscreen tablets tape tablet toner toothpaste varnish varnishes wax wipes "
    "encre encres savon savons creme cremes vernis peinture peintures colle colles tinte tinten seife seifen "
    "klebstoff klebstoffe lacke farben tinta tintas jabon jabones champu pintura pinturas barniz shampooing "
    "shampooings"
)
"""Goods of daily use that may hold a substance among others, or are used with it."""

BEFORE_HAN: Final = frozenset("苯甲乙丙丁戊己环氯溴氟碘硝氨羟二三四五六七八异叔仲聚")
AFTER_HAN: Final = frozenset("酸酯醇醛酮胺肟苷酐脂腙腈烯炔基")
"""Characters that, next to a Chinese name, make it the name of another substance."""

ISO: Final = word_set("iso inn dci")
"""After a name, they say that it is one that a standard gives."""

INVOICE: Final = word_set(
    "invoice inv ref reference order po nr lot batch tel phone fax model serial sn sku awb bl container mawb hawb "
    "facture rechnung factura article art item part pn"
)
"""Before a number, they say what number it is; it is no CAS number then."""

CONTEXT: Final = PREFIXES | SUFFIXES | PRODUCTS | SCOPING | ISO
"""Every word, folded, that changes what a name in the same text says; where none stands, a name stands."""

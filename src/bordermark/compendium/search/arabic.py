"""Arabic words: one spelling for the letters people write in several ways, and a light stemmer.

The stemmer takes off the article with the particles written together with it, then case, number and gender
endings, never leaving fewer than three letters, so that ``والحدود``, ``بالحدود`` and ``حدود`` are one. Plurals
formed by changing the inside of the word ("broken" plurals) are looked up in a small table of the field's words.
"""

from __future__ import annotations

import re

_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
_LETTERS = str.maketrans("أإآٱىئؤةکیھ", "اااايييهكيه") | {ord("ء"): ""}
_LETTERS[ord("ؤ")] = "و"

_ARTICLES = ("وبال", "وكال", "فبال", "ولل", "وال", "فال", "بال", "كال", "لل", "ال")
_AND = "و"
_ROOTS_IN_WAW = (
    "وثيق", "وثاي", "وكال", "وكيل", "وزار", "وزير", "وزرا", "ولاي", "وطن", "وقاي", "واجب", "وارد", "وسي", "وساي",
    "واسع", "واضح", "واشن", "وادي", "واسي", "وصول", "وصفي", "وضع", "وفاق", "وقود", "ويند",
)  # fmt: skip
_BY_OR_FOR = ("با", "فا", "كا", "بت", "بم", "ل")
_NO_PARTICLE = (
    "باخر", "باحث", "بالغ", "باماك", "بازل", "باري", "باكست", "بادي", "بترول", "فاعل", "فايد", "كاتب", "كامل", "كاري",
    "كاف", "كارث", "لاج", "لازم", "لاحق", "لايح", "لجن", "لجان", "لغ", "لقاء", "لقا", "لواي", "ليبي", "لبنان", "لحوم",
    "لحظ", "لندن", "لوجست", "لوم", "ليبر", "لوزا", "لاهاي",
)  # fmt: skip
_ENDINGS = ("اتها", "اتهم", "هما", "ات", "ون", "ين", "ان", "يه", "ها", "هم", "نا", "تي", "ه", "ي", "ت", "و")

_BROKEN_PLURALS = """
اسلحه:سلاح سفن:سفينه جمارك:جمرك وثايق:وثيقه موانيي:ميناء مواني:ميناء قوانين:قانون تدابير:تدبير معايير:معيار
دول:دوله بضايع:بضاعه جرايم:جريمه عقوبات:عقوبه جوازات:جواز مواد:ماده منافذ:منفذ معابر:معبر حقايب:حقيبه
طايرات:طايره مصارف:مصرف اموال:مال نقود:نقد حملات:حمله لوايح:لايحه قواعد:قاعده مباديي:مبدا احكام:حكم قرارات:قرار
اجراءات:اجراء انظمه:نظام نظم:نظام بروتوكولات:بروتوكول برامج:برنامج ادله:دليل اجهزه:جهاز مراكز:مركز سلع:سلعه
اشخاص:شخص اطفال:طفل نساء:امراه مخاطر:خطر تهديدات:تهديد شحنات:شحنه حاويات:حاويه متفجرات:متفجره ذخاير:ذخيره
مواثيق:ميثاق توصيات:توصيه اعلانات:اعلان ضباط:ضابط اجانب:اجنبي مقاتلون:مقاتل ركاب:راكب بيانات:بيان صكوك:صك
طرق:طريق سجلات:سجل قوايم:قايمه شبكات:شبكه هييات:هييه منظمات:منظمه اعضاء:عضو رسوم:رسم حقوق:حق مطارات:مطار
"""


def normalise(word: str) -> str:
    """The word without vowel signs and lengthening strokes, its alef, hamza, ya and ta marbuta in one spelling."""
    return _MARKS.sub("", word).translate(_LETTERS)


def _strip(word: str) -> str:
    """The word without its article or, where it has none, without a particle that is no part of its root."""
    if word.startswith("للجن"):
        return word[1:]
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 3:
            return word[len(article) :]
    if len(word) >= 5 and word.startswith(_AND) and not word.startswith(_ROOTS_IN_WAW):
        word = word[1:]
    if len(word) >= 5 and word.startswith(_BY_OR_FOR) and not word.startswith(_NO_PARTICLE):
        word = word[1:]
    return word


def _ending(word: str) -> str:
    for _ in range(2):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                word = word[: -len(ending)]
                break
    return word


_SINGULARS = {
    normalise(plural): normalise(singular) for plural, singular in (pair.split(":") for pair in _BROKEN_PLURALS.split())
}


def stem(word: str) -> str:
    """The stem of a normalised Arabic word: article and endings off, broken plurals made singular."""
    bare = _strip(word)
    return _ending(_SINGULARS.get(bare, bare))

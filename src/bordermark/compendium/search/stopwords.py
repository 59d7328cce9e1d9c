"""Words too common to search for, by language, in folded form (no accents, lower case)."""

from __future__ import annotations

_LISTS = {
    "en": (
        "a an and are as at be been but by can do does for from had has have he her his how i if in into is it its"
        " me my no not of on or our she so such than that the their them then there these they this those to was we"
        " were what when where which who whom why will with you your s t"
    ),
    "es": (
        "a al ante como con contra cual de del desde e el ella ellas ellos en entre era es esta este estos estas"
        " fue ha han hasta la las le les lo los mas me mi muy ni no nos o para pero por que quien se ser si sin"
        " sobre son su sus tambien tu u un una unas uno unos y ya"
    ),
    "fr": (
        "a au aux avec c ce ces cet cette comme contre d dans de des du elle en entre est et etre eux il ils j je l"
        " la le les leur leurs lui m mais me meme mes moi n ne ni nos notre nous on ont ou par pas pour qu que qui s"
        " sa sans se ses si son sont sous sur t ta te tu un une vers vos votre vous y"
    ),
    "ru": (
        "а без бы был была были было в во вот все всех вы где да для до его ее если есть еще же за и из или им их к"
        " как ко когда кто ли между мы на над не нет ни но о об однако он она они оно от по под при с со так также"
        " такие то того тоже той только том ту ты у уже что чтобы эта эти этих это этого этой этот"
    ),
    "ar": (
        "من الي عن علي في مع او و ثم ان انه انها هذا هذه ذلك تلك التي الذي الذين ما لا لم لن قد كل كما بين حول"
        " بشان عند عبر حتي اذا هو هي هم كان كانت يكون تكون اي ايضا ضد لدي منذ بعد قبل دون غير"
    ),
    "zh": "的 了 和 与 及 或 在 对 之 于 以 等 其 为 是 由 将 并 向 从 关于",
}

STOPWORDS: dict[str, frozenset[str]] = {language: frozenset(words.split()) for language, words in _LISTS.items()}

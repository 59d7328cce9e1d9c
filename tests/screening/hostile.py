"""Texts that try to hide, to break or to slow down."""

from hypothesis import strategies as st

PIECES = [
    "acetone", "Acétone", "ACETONE", "thiodiglycol", "thio-diglycol", "Phosphorus oxychloride",
    "phosphorus oxychloryde", "trimethyl phosphite", "trimethyl phosphate", "sarin", "Sаrin", "s\u200barin",
    "sa\xadrin", "Casarini", "mustard", "mustard gas", "沙林", "三氯化磷", "丙酮", "α-", "β", "γ-HCH", "lindane",
    "107-44-8", "107‑44–8", "CAS 107448", "1107-44-81", "67-64-1", "CAS67-64-1KG", "inv 107-44-8",
    "000107-44-8", "excluding", "other than", ")", "(", ";", ". ", "free", "-", "toluene", "diisocyanate",
    "Шампунь", "ацетон", "триэтаноламин", "triethanolamin", "triethanolamine", "methyl", "chloro", "ink",
    "shampoo", "́", "\u202e", "\ufeff", "\x00", "\n", "\r\n", "🧪", "ﬁ", "ß", "İ", "½", "٣", "=cmd()",
    "2931.59", "ﷺ", "กข", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "苯", "urea", "resin",
    "glyphosate", "1071-83-6", "Fonofos", "phosphrous", "trichlorde", "dimethyl methylphosphonat",
    "hexachlorobenzen", "endosulphan", "1", "23", "45 6",
]
"""Names, numbers, context words, invisible and look-alike characters, and what stands around them."""

texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=12).flatmap(
    lambda some: st.sampled_from([" ", "", " "]).map(lambda joint: joint.join(some)))
"""Pieces and noise joined with or without spaces; every code point may occur except lone surrogates."""

codes = st.one_of(st.none(), st.sampled_from(["293070", "2931.59", "281211", "291411", "3305.10", "90111", "n/a", "",
                                              "293070.0", "84", "2803"]), st.text(max_size=6))

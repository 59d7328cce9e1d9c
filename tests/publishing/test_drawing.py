"""Drawings for formats that cannot hold SVG."""

from bordermark.publishing.drawing import png_bytes

SVG = ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20" font-family="sans-serif">'
       '<text x="2" y="15" font-size="12">{}</text></svg>')


def test_words_in_a_drawing_are_seen() -> None:
    """In Latin, Arabic and Chinese: each is drawn, and none as the empty drawing is."""
    made = {words: png_bytes(SVG.format(words)) for words in ("", "Kenya", "كينيا", "肯尼亚")}
    assert all(one.startswith(b"\x89PNG") for one in made.values())
    assert len(set(made.values())) == 4


def test_the_same_drawing_gives_the_same_bytes() -> None:
    assert png_bytes(SVG.format("Kenya")) == png_bytes(SVG.format("Kenya"))

"""A drawing (SVG) as pixels, for the formats that cannot hold it as it is."""

from typing import Final

import typst

from bordermark.publishing.pdf import fonts

WIDTH: Final = 160
"""Millimetres for which a drawing is made."""

_SOURCE: Final = (f"#set page(width: {WIDTH}mm, height: auto, margin: 0pt)\n"
                  '#set text(font: ("Bordermark Sans", "Bordermark Arabic Sans", "Bordermark Hei"))\n'
                  '#image(bytes(sys.inputs.svg), format: "svg", width: 100%)')


def png_bytes(svg: str, dots_per_inch: int = 180) -> bytes:
    """The drawing as PNG, with the fonts of the press. The same drawing gives the same bytes."""
    made = typst.compile(_SOURCE.encode(), font_paths=fonts(), format="png", ppi=dots_per_inch,
                         sys_inputs={"svg": svg})
    assert isinstance(made, bytes)
    return made

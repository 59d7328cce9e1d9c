"""Make the press's fonts: ``python tools/make_fonts.py FOLDER`` writes ``src/bordermark/publishing/fonts`` anew.

FOLDER holds the unpacked wheels of ``fontpkg-source-serif-4`` 4.4, ``fontpkg-source-sans-3`` 3.52, ``fontpkg-amiri``
1.2, ``fontpkg-ibm-plex-sans-arabic`` 1.101 and ``pylopdf-fonts-zh-cn`` 0.1.1. Needs fonttools. Each font is instanced
where it is variable, cut down to the scripts that are set with it, and given the name of its family here: the
licences of Source Sans and IBM Plex reserve their names for fonts that nobody has changed. Arabic is set in fonts
whose letters are whole glyphs: where a font makes them of a skeleton and dots, what is copied from a PDF is no word.
``coverage.json`` says which characters the result can set, as pairs of first and last code point.
"""

import json
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

TARGET: Final = Path(__file__).resolve().parent.parent / "src" / "bordermark" / "publishing" / "fonts"

LATIN: Final = [*range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x2B0, 0x370), *range(0x370, 0x400),
                *range(0x400, 0x530), *range(0x1E00, 0x1F00), *range(0x2010, 0x2070), *range(0x2070, 0x20D0),
                *range(0x2100, 0x2200), 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x25CA, 0x25CB, 0x25CF, 0x2190, 0x2192]
ARABIC: Final = [0x20, 0xA0, *range(0x600, 0x700), *range(0x750, 0x780), *range(0xFB50, 0xFDFF),
                 *range(0xFE70, 0xFF00), 0x200C, 0x200D, 0x200E, 0x200F, 0x25CC]


def gb2312() -> list[int]:
    """The characters of GB 2312: what a text in simplified Chinese is written with."""
    found = []
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.append(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return [*found, 0x3007, *range(0xFF01, 0xFF5F)]


FONTS: Final = (
    # file, source within FOLDER, axes, family, style, weight, italic, characters
    ("BordermarkSerif-Regular.ttf", "SourceSerif4[opsz,wght].ttf", {"opsz": 10, "wght": 400},
     "Bordermark Serif", "Regular", 400, False, LATIN),
    ("BordermarkSerif-Italic.ttf", "SourceSerif4-Italic[opsz,wght].ttf", {"opsz": 10, "wght": 400},
     "Bordermark Serif", "Italic", 400, True, LATIN),
    ("BordermarkSerif-SemiBold.ttf", "SourceSerif4[opsz,wght].ttf", {"opsz": 12, "wght": 600},
     "Bordermark Serif", "SemiBold", 600, False, LATIN),
    ("BordermarkDisplay-Regular.ttf", "SourceSerif4[opsz,wght].ttf", {"opsz": 48, "wght": 380},
     "Bordermark Display", "Regular", 400, False, LATIN),
    ("BordermarkSans-Regular.ttf", "SourceSans3[wght].ttf", {"wght": 400},
     "Bordermark Sans", "Regular", 400, False, LATIN),
    ("BordermarkSans-SemiBold.ttf", "SourceSans3[wght].ttf", {"wght": 600},
     "Bordermark Sans", "SemiBold", 600, False, LATIN),
    ("BordermarkNaskh-Regular.ttf", "Amiri-Regular.ttf", {}, "Bordermark Naskh", "Regular", 400, False, ARABIC),
    ("BordermarkNaskh-SemiBold.ttf", "Amiri-Bold.ttf", {}, "Bordermark Naskh", "SemiBold", 600, False, ARABIC),
    ("BordermarkArabicSans-Regular.ttf", "IBMPlexSansArabic-Regular.ttf", {},
     "Bordermark Arabic Sans", "Regular", 400, False, ARABIC),
    ("BordermarkArabicSans-SemiBold.ttf", "IBMPlexSansArabic-SemiBold.ttf", {},
     "Bordermark Arabic Sans", "SemiBold", 600, False, ARABIC),
    ("BordermarkSong-Regular.otf", "NotoSerifSC-Regular.otf", {},
     "Bordermark Song", "Regular", 400, False, gb2312()),
    ("BordermarkHei-Regular.otf", "NotoSansSC-Regular.otf", {},
     "Bordermark Hei", "Regular", 400, False, gb2312()),
)

LICENCES: Final = {"fontpkg_source_serif_4": "OFL-source-serif-4.txt", "fontpkg_source_sans_3": "OFL-source-sans-3.txt",
                   "fontpkg_amiri": "OFL-amiri.txt", "fontpkg_ibm_plex_sans_arabic": "OFL-ibm-plex-sans-arabic.txt",
                   "pylopdf_fonts_zh_cn": "OFL-noto-sc.txt"}


def main(folder: Path) -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    for file, source, axes, family, style, weight, italic, characters in FONTS:
        font = TTFont(next(folder.rglob(source.replace("[", "[[]"))))
        if axes:
            font = instancer.instantiateVariableFont(font, axes)
        cut(font, characters)
        rename(font, family, style, weight, italic)
        font.save(TARGET / file)
        print(file, (TARGET / file).stat().st_size)
    for package, name in LICENCES.items():
        shutil.copy(next(folder.glob(f"**/{package}*.dist-info/licenses/LICENSE")), TARGET / name)
    (TARGET / "coverage.json").write_text(json.dumps(coverage(), separators=(",", ":")) + "\n", encoding="utf-8")


def cut(font: TTFont, characters: Iterable[int]) -> None:
    """Leave only what these characters need."""
    options = subset.Options()
    options.layout_features = ["kern", "liga", "locl", "mark", "mkmk", "ccmp", "init", "medi", "fina", "isol", "rlig",
                               "calt", "curs", "tnum", "lnum", "onum", "pnum", "sups", "case", "halt", "palt", "chws"]
    options.hinting = False
    options.desubroutinize = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)


def rename(font: TTFont, family: str, style: str, weight: int, italic: bool) -> None:
    """Name the font as the press calls it."""
    postscript = f"{family.replace(' ', '')}-{style}"
    names = font["name"]
    notices = {code: names.getDebugName(code) for code in (0, 13, 14)}
    names.names = []
    for code, text in {1: f"{family} {style}" if style not in ("Regular", "Italic") else family,
                       2: "Italic" if italic else "Regular", 3: postscript, 4: f"{family} {style}", 6: postscript,
                       16: family, 17: style, **notices}.items():
        if text:
            names.setName(text, code, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    if "CFF " in font:
        top = font["CFF "].cff
        top.fontNames = [postscript]
        top.topDictIndex[0].FullName, top.topDictIndex[0].FamilyName = f"{family} {style}", family
    for table in ("STAT", "DSIG", "BASE", "vhea", "vmtx", "VORG"):
        if table in font and table != "BASE":
            del font[table]


def coverage() -> list[list[int]]:
    """First and last code point of every run of characters that some font can set."""
    points = sorted({code for path in TARGET.glob("*.?tf") for code in TTFont(path).getBestCmap()})
    runs: list[list[int]] = []
    for code in points:
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return runs


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Made-up declarations and lists, seeded, for speed only: what is found in them says nothing about quality."""

import random
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bordermark.screening.lists import Lists, lists_of
from bordermark.screening.records import EntryRecord, HsLinkRecord, ListRecord, NameRecord
from bordermark.screening.spellings import spellings
from bordermark.screening.words import tariff_words
from bordermark.vocabulary.hs.nomenclature import tree

CHUNK = 250_000

TRADE = (
    "pièces détachées", "équipement électrique", "matériel médical", "vêtements pour bébés", "piezas de repuesto",
    "café tostado", "teléfonos móviles", "запасные части", "электронное оборудование", "одежда хлопковая",
    "насос водяной", "مضخات مياه", "قطع غيار", "ملابس قطنية", "أجهزة كهربائية", "塑料制品", "汽车零件", "电子元件",
    "棉质服装", "Ersatzteile für Fahrzeuge", "Möbel aus Holz", "peças de máquinas", "máquina de lavar", "çelik boru",
    "łożyska kulkowe",
)


def lines(rows: int, lists: Lists, path: Path, seed: int = 5) -> None:
    """Write `rows` lines of some 75 bytes, a fifth of them not ASCII; 1.3 % have something of the lists."""
    random_ = random.Random(seed)
    numbers = np.random.default_rng(seed)
    spelled = {word for some in lists.names.values() for one in some for written in spellings(one.name, one.language)
               for word in written.split()}
    words = sorted(tariff_words().keys() - spelled)
    names = [one.name for some in lists.names.values() for one in some if len(one.name) > 6]
    cas = [number for entry in lists.entries.values() for number in entry.cas]
    linked = sorted({link.code for some in lists.links.values() for link in some})
    codes = [code for code in subheadings() if code not in set(linked)]

    def phrase(size: int) -> str:
        return " ".join(random_.choice(words) for _ in range(size))

    heads = [phrase(4) if random_.random() > 0.22 else f"{random_.choice(TRADE)} {phrase(2)}" for _ in range(60_000)]
    tails = [f"{phrase(3)} {random_.randint(1, 999)}{random_.choice(('KG', ' PCS', 'x' + str(random_.randint(2, 90))))}"
             for _ in range(60_000)]
    tells = [random_.choice(names) if random_.random() < 0.8 else f"CAS {random_.choice(cas)}" for _ in range(20_000)]
    schema = pa.schema([("id", pa.string()), ("hs_code", pa.string()), ("goods_description", pa.string()),
                        ("origin", pa.string()), ("value", pa.float64())])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for first in range(0, rows, CHUNK):
            count = min(CHUNK, rows - first)
            head = pa.array(heads).take(pa.array(numbers.integers(0, len(heads), count)))
            tail = pa.array(tails).take(pa.array(numbers.integers(0, len(tails), count)))
            tell = pa.array(tells).take(pa.array(numbers.integers(0, len(tells), count)))
            hit = pa.array(numbers.random(count) < 0.013)
            text = pc.binary_join_element_wise(head, pc.if_else(hit, tell, "new"), tail, " ")
            code = pa.array(codes).take(pa.array(numbers.integers(0, len(codes), count)))
            own = pa.array(linked).take(pa.array(numbers.integers(0, len(linked), count)))
            code = pc.if_else(pc.and_(hit, pa.array(numbers.random(count) < 0.7)), own, code)
            identifiers = pc.binary_join_element_wise(
                "D", pc.cast(pa.array(np.arange(first, first + count)), pa.string()), "-")
            origin = pa.array(["CN", "DE", "IN", "US", "BR"]).take(pa.array(numbers.integers(0, 5, count)))
            writer.write_table(pa.table([identifiers, code, text, origin, pa.array(numbers.random(count) * 1e5)],
                                        schema=schema))


def subheadings() -> list[str]:
    return sorted(code for code in tree("2022").codes if len(code) == 6)


def large_lists(entries: int = 2000, names: int = 12, seed: int = 7) -> Lists:
    """As many made-up entries with as many names each, a CAS number for each and 500 subheadings."""
    random_ = random.Random(seed)
    syllables = ("ben", "chlo", "ro", "dif", "lu", "met", "hyl", "eth", "pro", "pan", "ol", "phos", "pho", "thi", "oxi",
                 "din", "itr", "tri", "sul", "fon", "amin", "pyr", "id", "azol")

    def word(size: int) -> str:
        return "".join(random_.choice(syllables) for _ in range(size))

    codes = random_.sample([code for code in subheadings() if 28 <= int(code[:2]) <= 38], 500)
    made, named, linked = [], [], []
    for place in range(entries):
        key = f"made-{place}"
        body = f"{random_.randint(10, 9_999_999)}{random_.randint(0, 99):02d}"
        check = sum(at * int(digit) for at, digit in enumerate(reversed(body), 1)) % 10
        made.append(EntryRecord(id=key, list="made", position=place, title=word(4), kind="chemical",
                                cas=(f"{body[:-2]}-{body[-2:]}-{check}",), source="made up"))
        for _ in range(names):
            named.append(NameRecord(entry=key, name=" ".join(word(random_.randint(2, 5)) for _ in
                                    range(random_.randint(1, 3))), kind="synonym", source="made up"))
        linked.append(HsLinkRecord(entry=key, edition="2022", code=random_.choice(codes), relation="part",
                                   basis="text", source="made up"))
    record = ListRecord(id="made", title="Made up", short_title="Made up", kind="control", source="made up")
    return lists_of([record], made, named, linked)


if __name__ == "__main__":
    import sys

    from bordermark.screening.lists import load_lists

    lines(int(sys.argv[2]), large_lists() if sys.argv[3] == "1" else load_lists(), Path(sys.argv[1]))

"""Which column of a file is which: by the names themselves, by a mapping that was given, by usual names."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from bordermark.errors import Finding, RefusedInput

COLUMNS: Final = ("id", "hs_code", "goods_description", "date", "origin", "destination", "net_kg", "value", "office")
"""The columns of a line, as Bordermark names them."""

USUAL: Final[Mapping[str, Sequence[str]]] = {
    "id": ("declaration_id", "line_id", "item_id", "declaration_number", "declaration_no", "reference", "record_id"),
    "hs_code": ("hs", "hscode", "hs6", "hs_6", "hs_code_6", "commodity_code", "commoditycode", "tariff_code",
                "tariff", "tariff_line", "cn_code", "cn8", "taric", "taric_code", "ncm", "code_sh",
                "position_tarifaire", "warennummer", "codigo_sa", "partida"),
    "goods_description": ("description", "goods", "description_of_goods", "item_description", "commodity_description",
                          "commercial_description", "product_description", "cargo_description", "text",
                          "designation", "designation_des_marchandises", "warenbezeichnung", "descripcion",
                          "descripcion_de_mercancias", "descricao", "описание", "наименование", "品名", "商品名称",
                          "وصف_البضائع"),
    "date": ("declaration_date", "registration_date", "assessment_date"),
    "origin": ("country_of_origin", "origin_country"),
    "destination": ("country_of_destination", "destination_country"),
    "net_kg": ("net_mass", "net_weight", "netweight", "net_weight_kg"),
    "value": ("customs_value", "statistical_value", "cif_value", "item_value"),
    "office": ("customs_office", "office_code", "customs_office_code", "clearance_office", "bureau",
               "bureau_de_douane", "aduana", "zollstelle"),
}
"""Names under which the columns are usually met, in lower case with underscores."""


def columns_of(file: str, header: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """The header's name for each column of a line that the file has.

    `mapping` (column of a line: name in the header) goes first; a name of ours is itself; then a usual name, if the
    header has just one. Raises RefusedInput when `mapping` names what is not there, or there is neither a code nor a
    description.
    """
    wrong = [Finding(file, 1, theirs, ", ".join(header), f"the column {theirs}, as the mapping says for {ours}")
             for ours, theirs in mapping.items() if theirs not in header]
    wrong += [Finding(file, 1, "", ours, f"one of the columns {', '.join(COLUMNS)}, left of the mapping")
              for ours in mapping if ours not in COLUMNS]
    if wrong:
        raise RefusedInput(wrong)
    found = guessed(header, mapping)
    if not {"hs_code", "goods_description"} & found.keys():
        raise RefusedInput([Finding(file, 1, "", ", ".join(header)[:500],
                                    "a column hs_code or goods_description, or a mapping that says which they are")])
    return found


def guessed(header: Sequence[str], mapping: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """The header's name for each column that is known, by a mapping, as ours or as a usual name, where just one is."""
    found = dict(mapping)
    plain = {name: re.sub(r"[^\w]+", "_", name.strip().casefold()).strip("_") for name in header}
    for ours in COLUMNS:
        if ours in found:
            continue
        same = [name for name in header if plain[name] == ours]
        usual = [name for name in header if plain[name] in USUAL[ours] and name not in found.values()]
        if len(same) == 1:
            found[ours] = same[0]
        elif not same and len(usual) == 1:
            found[ours] = usual[0]
    return found


def read_mapping(path: Path) -> dict[str, str]:
    """A remembered mapping: a JSON object, column of a line to name in the file's header. Raises RefusedInput."""
    try:
        mapping = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RefusedInput([Finding(path.name, 0, "", error.strerror or "", "a readable file")]) from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise RefusedInput([Finding(path.name, 0, "", str(error), "a JSON object")]) from error
    if not isinstance(mapping, dict) or not all(isinstance(name, str) for name in mapping.values()):
        raise RefusedInput([Finding(path.name, 0, "", str(mapping), 'a JSON object such as {"hs_code": "Tariff no."}')])
    return mapping

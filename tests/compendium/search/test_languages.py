"""What readers type in six languages, inflected or misspelt, finds its record.

Each inflected query differs from the record's own words in number, case, gender, article or order. Each misspelt
one has a single slip.
"""

from __future__ import annotations

import pytest

from bordermark.compendium.search.documents import SearchRequest
from bordermark.compendium.search.engine import Searcher

INFLECTED = [
    ("ar", "حماية المادة النووية", "cppnm-1980"),
    ("ar", "الاتفاقيات بشأن الذخيرة العنقودية", "cluster-munitions-convention-2008"),
    ("ar", "حادثة نووية تبليغ مبكر", "iaea-early-notification-1986"),
    ("ar", "وثيقة السفر المقروءة", "icao-doc-9303"),
    ("ar", "بروتوكول لتهريب مهاجرين", "un-som-protocol-2000"),
    ("ar", "ناقل للنقد", "fatf-recommendation-32"),
    ("ar", "والنفايات الخطيرة وحظر الاستيراد باماكو", "bamako-convention-1991"),
    ("ar", "نوع حيوان مهدد بانقراض", "cites-1973"),
    ("ar", "سفينة وبحار والسلامة والأرواح", "imo-solas-1974"),
    ("ar", "لمواثيق أفريقية بحرية", "au-lome-charter-2016"),
    ("en", "smuggled migrant", "un-som-protocol-2000"),
    ("en", "couriers of cash", "fatf-recommendation-32"),
    ("en", "cluster munition", "cluster-munitions-convention-2008"),
    ("en", "notifying nuclear accidents early", "iaea-early-notification-1986"),
    ("en", "machine-readable travel document", "icao-doc-9303"),
    ("en", "physically protecting nuclear materials", "cppnm-1980"),
    ("en", "simplification and harmonisation of customs procedure", "wco-revised-kyoto-convention"),
    ("en", "illegal migrations of the independent states", "cis-illegal-migration-1998"),
    ("es", "documento de viajes de lectura mecanica", "icao-doc-9303"),
    ("es", "convenciones municion en racimo", "cluster-munitions-convention-2008"),
    ("es", "accidente nuclear notificaciones", "iaea-early-notification-1986"),
    ("es", "material nuclear protecciones fisicas", "cppnm-1980"),
    ("es", "migrante tráficos ilícitos por mar", "un-som-protocol-2000"),
    ("es", "especie amenazada comercio", "cites-1973"),
    ("es", "importaciones de desecho peligroso Bamako", "bamako-convention-1991"),
    ("es", "estupefaciente tráfico de sustancia sicotrópica", "un-drug-convention-1988"),
    ("fr", "document de voyage lisible à la machine", "icao-doc-9303"),
    ("fr", "arme à sous-munition", "cluster-munitions-convention-2008"),
    ("fr", "accidents nucleaires notifications rapides", "iaea-early-notification-1986"),
    ("fr", "matière nucléaire protections physiques", "cppnm-1980"),
    ("fr", "migrant trafics illicites par mer", "un-som-protocol-2000"),
    ("fr", "passeur de fonds", "fatf-recommendation-32"),
    ("fr", "déchet dangereux importer Bamako", "bamako-convention-1991"),
    ("fr", "régime douanier simplifications", "wco-revised-kyoto-convention"),
    ("ru", "машиносчитываемый проездной документ", "icao-doc-9303"),
    ("ru", "кассетный боеприпас", "cluster-munitions-convention-2008"),
    ("ru", "ядерных авариях оперативные оповещения", "iaea-early-notification-1986"),
    ("ru", "физическую защиту ядерных материалов", "cppnm-1980"),
    ("ru", "курьерами наличными", "fatf-recommendation-32"),
    ("ru", "незаконная миграция сотрудничества", "cis-illegal-migration-1998"),
    ("ru", "опасные отходы импортом Бамакской", "bamako-convention-1991"),
    ("ru", "международную торговлю дикими видами под угрозами исчезновений", "cites-1973"),
    ("zh", "核材料的实物保护", "cppnm-1980"),
    ("zh", "海上人命的安全", "imo-solas-1974"),
    ("zh", "集束弹药", "cluster-munitions-convention-2008"),
    ("zh", "核事故及早通报", "iaea-early-notification-1986"),
    ("zh", "偷运移民", "un-som-protocol-2000"),
    ("zh", "旅行证件 机读", "icao-doc-9303"),
    ("zh", "现金的运送人", "fatf-recommendation-32"),
    ("zh", "向非洲输入危险废物", "bamako-convention-1991"),
]

MISSPELT = [
    ("ar", "الذخائر العنقدية", "cluster-munitions-convention-2008"),
    ("ar", "بروتوكول تهربب المهاجرين عن طريق البر", "un-som-protocol-2000"),
    ("ar", "وثائق السفر المقروؤة آليا", "icao-doc-9303"),
    ("ar", "النفايات الخطرة بامكو", "bamako-convention-1991"),
    ("ar", "ناقلو التقد", "fatf-recommendation-32"),
    ("ar", "الحماية المادية للمواد النوويية", "cppnm-1980"),
    ("ar", "التبليغ المبكر عن حادثث نووي", "iaea-early-notification-1986"),
    ("ar", "الأنواع المهددة بالانقراص", "cites-1973"),
    ("en", "smugling of migrants protocol", "un-som-protocol-2000"),
    ("en", "cluster munitons", "cluster-munitions-convention-2008"),
    ("en", "nuclear acident early notification", "iaea-early-notification-1986"),
    ("en", "cash courriers recommendation 32", "fatf-recommendation-32"),
    ("en", "machine readble travel documents", "icao-doc-9303"),
    ("en", "Bamkao hazardous wastes", "bamako-convention-1991"),
    ("en", "physical protecton of nuclear material convention", "cppnm-1980"),
    ("en", "endangerd species trade", "cites-1973"),
    ("es", "municiones en racmo", "cluster-munitions-convention-2008"),
    ("es", "pronta notificacoin de accidentes nucleares", "iaea-early-notification-1986"),
    ("es", "protección física de los matreiales nucleares", "cppnm-1980"),
    ("es", "documentos de viaje de lectura mecánnica", "icao-doc-9303"),
    ("es", "especies amenasadas comercio internacional", "cites-1973"),
    ("es", "desechos peligrsos Bamako", "bamako-convention-1991"),
    ("es", "estupefacintes y sustancias sicotrópicas 1988", "un-drug-convention-1988"),
    ("es", "tráfico ilícito de migarntes protocolo", "un-som-protocol-2000"),
    ("fr", "armes à sous-munitons", "cluster-munitions-convention-2008"),
    ("fr", "notification rapide d'un acident nucléaire", "iaea-early-notification-1986"),
    ("fr", "protection physiqe des matières nucléaires", "cppnm-1980"),
    ("fr", "documents de voyage lisibbles à la machine", "icao-doc-9303"),
    ("fr", "passuers de fonds", "fatf-recommendation-32"),
    ("fr", "déchets dangreux Bamako", "bamako-convention-1991"),
    ("fr", "stupéfiants et substances psychotrpes", "un-drug-convention-1988"),
    ("fr", "simplification des régimes douanirs", "wco-revised-kyoto-convention"),
    ("ru", "кассетным боеприпаасам", "cluster-munitions-convention-2008"),
    ("ru", "оповещении о ядерной авраии", "iaea-early-notification-1986"),
    ("ru", "физической защте ядерного материала", "cppnm-1980"),
    ("ru", "машиносчитывемые проездные документы", "icao-doc-9303"),
    ("ru", "куррьеры наличных", "fatf-recommendation-32"),
    ("ru", "опасных отходав Бамакская", "bamako-convention-1991"),
    ("ru", "незаконной миграцей СНГ соглашение", "cis-illegal-migration-1998"),
    ("ru", "видами дикой фауны и флры под угрозой", "cites-1973"),
]

@pytest.mark.parametrize(("language", "text", "record"), INFLECTED)
def test_an_inflected_query_finds_its_record(searcher: Searcher, language: str, text: str, record: str) -> None:
    for languages in (None, (language,)):
        answer = searcher.search(SearchRequest(text, kinds=("instrument",), languages=languages))
        assert record in [hit.id for hit in answer.hits], [hit.id for hit in answer.hits]


@pytest.mark.parametrize(("language", "text", "record"), MISSPELT)
def test_a_query_with_one_slip_finds_its_record_in_the_first_three(
    searcher: Searcher, language: str, text: str, record: str
) -> None:
    answer = searcher.search(SearchRequest(text, kinds=("instrument",)))
    assert record in [hit.id for hit in answer.hits[:3]], (answer.corrected, [hit.id for hit in answer.hits])


def test_any_language_says_where_it_looked(searcher: Searcher) -> None:
    assert searcher.search(SearchRequest("passport")).languages == ("ar", "en", "es", "fr", "ru", "zh")
    assert searcher.search(SearchRequest("passport", languages=("fr",))).languages == ("fr",)

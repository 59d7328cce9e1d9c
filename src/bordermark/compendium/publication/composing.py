"""The Compendium, whole or a selection of it, composed from its material. Pure."""

from bordermark.compendium.publication import arranging, indexes, matter
from bordermark.compendium.publication.material import Material
from bordermark.publishing.document import Document, Text


def compendium(material: Material) -> Document:
    """The document of this material. The same material gives the same document."""
    say = material.say
    return Document(
        title=say["title"], language=material.language, words=say.press(), made=material.made,
        subtitle="" if material.whole else say["selection"], author=say["author"],
        description=" ".join(say.lines("about_text")), statements=matter.statements(material),
        imprint=tuple((Text(line),) for line in say.lines("imprint")), front=matter.front(material),
        parts=arranging.parts(material), back=matter.back(material), indexes=indexes.indexes(material),
    )

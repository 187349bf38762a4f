"""The files in which the words stand: a template and a catalogue a feature, or a folder of each.

A feature with many words has a folder of them instead, cut like its Python (`templates/plan/forms.j2`,
`locales/nl/plan/forms.po`): its files are read as one template, so `plan.save` is the same key wherever it stands.
"""

import io
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

_HERE = Path(__file__).parent


@cache
def template_names() -> tuple[str, ...]:
    """The features that have words: a file or a folder of `templates/` each."""
    return tuple(sorted(path.stem for path in (_HERE / "templates").iterdir()))


def template_of(feature: str) -> str:
    """The macros of a feature: those of its file, or of all files in its folder."""
    files = [_HERE / "templates" / f"{feature}.j2", *sorted((_HERE / "templates" / feature).glob("*.j2"))]
    return "\n".join(file.read_text(encoding="utf-8") for file in files if file.exists())


@cache
def catalogue_of(language: str) -> Translations:
    """All `.po` files of `locales/<language>/`, read as they stand: nothing has to be compiled first."""
    everything = Catalog(locale=language)
    for path in sorted((_HERE / "locales" / language).rglob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    everything[message.id] = message
    compiled = io.BytesIO()
    write_mo(compiled, everything)
    compiled.seek(0)
    return Translations(fp=compiled)

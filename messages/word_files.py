"""The files that words stand in: templates in English, and a catalogue of each other language. Read as they stand."""

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


def template(feature: str) -> str:
    """The macros of a feature: those of its file, or of all files in its folder."""
    files = [_HERE / "templates" / f"{feature}.j2", *sorted((_HERE / "templates" / feature).glob("*.j2"))]
    return "\n".join(file.read_text(encoding="utf-8") for file in files if file.exists())


@cache
def catalogue(language: str) -> Translations:
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

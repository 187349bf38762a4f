"""The program's conversation with a terminal: progress, reports, and one clear line when something is wrong."""

import html
import json
from pathlib import Path

from sqlalchemy.exc import OperationalError

from handlers.settings import SettingsError
from messages.gallery import gallery
from messages.words import LANGUAGES, words
from models.refusal import Refusal


class TerminalError(Exception):
    """What somebody typed cannot be done; the text says why, with an example."""


def clear_line(error: Exception) -> str | None:
    """The one line that a person at a terminal gets for this error; None when it is a mistake of ours."""
    match error:
        case SettingsError() | TerminalError():
            return str(error)
        case Refusal():
            feature, _, reason = error.reason.partition(".")
            values = {name: value for name, value in error.values.items() if name != "field"}
            return words("en").bare(f"{feature}.refused_{reason}", **values)
        case OperationalError():
            return f"The database cannot be used: {str(error.orig).splitlines()[0]}. Check DATABASE_URL."
        case OSError():
            return f"{error.filename or ''}: {error.strerror or error}".strip(": ")
    return None


def write_gallery(language: str, out: Path, *, as_json: bool) -> None:
    """Every message, modal and Home tab: as JSON to standard output, or as a page in `out`."""
    if language not in LANGUAGES:
        raise TerminalError(f"There are no words in {language!r}. Languages: {', '.join(LANGUAGES)}.")
    shown: list[dict[str, object]] = [
        {
            "name": example.name,
            "language": language,
            "surface": example.surface,
            "text": example.text,
            "blocks": example.blocks,
        }
        for example in gallery(language)
    ]
    if as_json:
        print(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    out.mkdir(parents=True, exist_ok=True)
    page = out / f"{language}.html"
    page.write_text(_page(language, shown), encoding="utf-8")
    print(f"{len(shown)} examples in {page}")


def _page(language: str, shown: list[dict[str, object]]) -> str:
    """One self-contained page, with the renderer of the local Slack."""
    source = Path(__file__).parent / "sandbox" / "page"
    style = (source / "style.css").read_text(encoding="utf-8")
    items = "\n".join(
        f"<section><h2>{html.escape(str(one['name']))} <small>{one['surface']}</small></h2>"
        f"<pre>{html.escape(str(one['text']))}</pre></section>"
        for one in shown
    )
    return f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>Koers: {language}</title><style>{style}</style><body>{items}</body></html>'

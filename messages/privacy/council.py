"""The page for the works council, in Markdown: derived from what is kept, from the rights and from what comes by itself."""

from collections.abc import Iterable, Mapping, Sequence

from messages.privacy.kept import how_long, term
from messages.words import Words, words
from models.permissions import Right, Who
from models.privacy.retention import KEPT, TERMS

PARTS = {
    "never": ("ranking", "style", "automated", "location", "text"),
    "you": ("see", "readers", "correct", "dispute", "export", "erase"),
    "safe": ("sealed", "operator", "slack"),
}


def council_page(language: str, cadences: Sequence[str]) -> str:
    """The page; `cadences` are the keys of what comes by itself."""
    say = words(language)
    parts = [
        f"# {_say(say, 'title')}",
        _say(say, "made"),
        _say(say, "law"),
        f"## {_say(say, 'recorded')}",
        _recorded(say),
        f"## {_say(say, 'terms')}",
        _say(say, "terms_about"),
        _terms(say),
        f"## {_say(say, 'rights')}",
        _say(say, "rights_about"),
        _rights(say),
        f"## {_say(say, 'sent')}",
        _say(say, "sent_about"),
        _sent(say, cadences),
    ]
    for part, lines in PARTS.items():
        parts += [f"## {_say(say, part)}", "\n".join(f"- {_say(say, f'{part}_{line}')}" for line in lines)]
    return "\n\n".join(parts) + "\n"


def _recorded(say: Words) -> str:
    defaults: Mapping[str, int | None] = {kind: one.default for kind, one in TERMS.items()}
    rows = [
        (
            f"**{say.bare(f'privacy.kept_{kept.key}')}**",
            say.bare(f"privacy.why_{kept.key}"),
            say.bare(f"privacy.readers_{kept.key}"),
            how_long(say, kept, defaults),
            "; ".join(say.bare(f"privacy.right_{right.name.lower()}") for right in kept.rights) or "–",
            " ".join(f"`{table}`" for table in kept.tables),
        )
        for kept in KEPT
    ]
    return _table([_say(say, f"column_{name}") for name in ("what", "why", "readers", "long", "by", "tables")], rows)


def _terms(say: Words) -> str:
    rows = [
        (
            say.bare(f"privacy.term_of_{kind}"),
            term(say, kind, one.default),
            say.bare("privacy.bounds", floor=one.floor, ceiling=one.ceiling),
        )
        for kind, one in TERMS.items()
    ]
    return _table([_say(say, f"column_{name}") for name in ("what", "default", "bounds")], rows)


def _rights(say: Words) -> str:
    rows = [(say.bare(f"privacy.right_{right.name.lower()}"), _who(say, right.value.who)) for right in Right]
    return _table([_say(say, "column_right"), _say(say, "column_who")], rows)


def _who(say: Words, who: Who) -> str:
    return ", ".join(say.bare(f"privacy.who_{one.name.lower()}") for one in Who if one in who and one.name)


def _sent(say: Words, cadences: Sequence[str]) -> str:
    by_feature: dict[str, list[str]] = {}
    for key in cadences:
        by_feature.setdefault(key.partition(".")[0], []).append(f"`{key}`")
    lines = [f"- {say.bare(f'privacy.sent_{name}')} ({', '.join(keys)})" for name, keys in by_feature.items()]
    return "\n".join(lines)


def _say(say: Words, name: str) -> str:
    return say.bare(f"privacy.council_{name}")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)

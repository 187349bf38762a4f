"""`/koers who read me` in words: whose readers are asked for; `/koers privacy messages=6`: what is kept how long."""

import re

from handlers.phrases.words import each_of

_READ = each_of("read reads las leest gelezen bekeken bekeek keek zag saw opened")
_SMALL = each_of("has have had did heeft hebben er what wat van in mijn my of at the de het all alles is naar")
_ME = each_of("me mij myself mezelf mine")
_MINE = each_of("scorecard review reviews log deals cijfers figures gegevens records data maandgesprek")


def whom_read(text: str) -> str | None:
    """Empty: oneself (`read me`, `las mij`, nothing at all); else the name that stands there; None: no such question."""
    words = text.rstrip("?!. ").split()
    rest = [word for word in words if word.lower() not in _READ | _SMALL | _ME | _MINE]
    if not words or (len(rest) < len(words) and not rest):
        return ""
    has_verb = any(word.lower() in _READ for word in words)
    return " ".join(rest) if has_verb else None


UNDO = each_of("undo ongedaan")
_KINDS = {
    **dict.fromkeys(each_of("messages message berichten bericht"), "messages"),
    **dict.fromkeys(each_of("log logboek"), "log"),
    **dict.fromkeys(each_of("coaching talks coachingsgesprekken"), "coaching"),
    **dict.fromkeys(each_of("notes note notities notitie privénotities"), "notes"),
}
_FOREVER = each_of("no none never nee geen altijd always forever")
_TERM = re.compile(r"([^\W\d]+)\s*[= ]\s*(\d{1,3}|[^\W\d]+)\s*(months?|maand(?:en)?|years?|jaar|jaren)?(?=[\s,]|$)")


def terms_in(text: str) -> dict[str, int | None]:
    """`messages=6 log=24`, `notities 2 jaar`: months by kind, None for no end; empty when any of it is something else."""
    found: dict[str, int | None] = {}
    rest = text.strip().lower()
    while rest:
        match = _TERM.match(rest)
        if match is None or match[1] not in _KINDS or not (match[2].isdecimal() or match[2] in _FOREVER):
            return {}
        times = 12 if (match[3] or "").startswith(("year", "ja")) else 1
        found[_KINDS[match[1]]] = int(match[2]) * times if match[2].isdecimal() else None
        rest = rest[match.end() :].lstrip(" ,")
    return found

"""`/koers who read me` in words: whose readers are asked for."""

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
    return " ".join(rest) if words[0].lower() in _READ | _SMALL else None

"""What may be said of a mistake of ours where its text may hold a title, a link or an address."""

import traceback


def place_of(error: BaseException) -> str:
    """What kind of mistake it was and where, without its text: `KeyError at _deal:41 < take_deal:20`."""
    places = traceback.extract_tb(error.__traceback__)[-3:]
    return f"{type(error).__name__} at " + " < ".join(f"{place.name}:{place.lineno}" for place in reversed(places))

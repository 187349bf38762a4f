"""One line to type instead of one that could not be read, without the command's name (which may have a prefix)."""

from messages.words import words


def example_of(name: str, language: str) -> str:
    """The example `feature.form` in the person's language: the macro `example_<form>` among the feature's words.

    A form without an example of its own gets the feature's plain `example`.
    """
    say = words(language)
    feature, _, form = name.partition(".")
    own = f"{feature}.example_{form}"
    return say.bare(own if form and say.has(own) else f"{feature}.example")

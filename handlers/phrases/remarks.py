"""Whether words behind the word of a command make a sentence with it: `Deal` + “with Acme took long”."""

from collections.abc import Collection

from handlers.phrases.cut_words import cut
from models.vocabulary import vocabulary

WITHIN = 6
"""Words: a command says its own at the beginning, and a sentence has its verb there."""


def is_a_remark(rest: str, actions: Collection[str] = ()) -> bool:
    """A verb, a denial or a pronoun among the first words, and none of the words with which the command would go on."""
    words = [word.low for word in cut(rest)][:WITHIN]
    if len(words) < 2 or words[0] in actions or words[0].startswith("<"):
        return False
    says = vocabulary().words("remarks", "says")
    return any(word in says for word in words)

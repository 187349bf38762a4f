"""Whether words behind the word of a command make a sentence with it: `Deal` + “with Acme took long”."""

from handlers.phrases.cut_words import cut
from models.vocabulary import vocabulary

WITHIN = 6
"""Words: a command says its own at the beginning, and a sentence has its verb there."""
_ACTIONS = frozenset(word for key in vocabulary().section("deal_actions").values() for word in key)


def is_a_remark(rest: str) -> bool:
    """A verb, a denial or a pronoun among the first words, and no word that a command would begin with."""
    words = [word.low for word in cut(rest)][:WITHIN]
    if len(words) < 2 or words[0] in _ACTIONS or words[0].startswith("<"):
        return False
    says = vocabulary().words("remarks", "says")
    return any(word in says for word in words)

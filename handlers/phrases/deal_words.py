"""The words of `/deal` (`models/vocabulary`): what is done, stages, channels, types and the keys of `key=value`."""

from handlers.phrases.names import names_of
from models.vocabulary import vocabulary

_WORDS = vocabulary()

ACTIONS = _WORDS.table("deal_actions")
STAGES = _WORDS.names("stages")
CHANNELS = _WORDS.names("channels")
TYPES = _WORDS.names("deal_types")
KEYS = _WORDS.table("deal_keys")

TYPE_NAMES = names_of(TYPES)

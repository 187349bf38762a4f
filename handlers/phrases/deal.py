"""`/deal`: `add Acme 25k "New line" stage=proposal`, `move Acme negotiation`, `won Acme 18k`, `lost Acme price`, `list`.

The first word says what is done. Then, in any order where that is unambiguous: the account (or `#12`), an amount, a
title in quotes, a stage, a channel, a split, `key=value`. For won, lost and returned deals the first word that means
nothing here begins the reason.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from handlers.phrases.accounts import Known, account_at, known_account_at, one_word_account_at
from handlers.phrases.amounts import figure_at
from handlers.phrases.dates import date_at
from handlers.phrases.deal_keys import VALUES, Keys
from handlers.phrases.deal_line import DealPhrase
from handlers.phrases.deal_words import ACTIONS, CHANNELS, KEYS, STAGES, TYPE_NAMES
from handlers.phrases.examples import example_of
from handlers.phrases.names import name_at, names_of, nearest_names
from handlers.phrases.people import person_at
from handlers.phrases.shares import SPLIT, shares_at, starts_split
from handlers.phrases.tokens import COMMA, DASH, EQUALS, NEWLINE, QUOTED, WORD, Typed, typed
from handlers.phrases.typist import Direction, Typist
from handlers.phrases.unreadable import Label, Reason, Unreadable, did_you_mean
from handlers.phrases.words import ARTICLES, each_of

_HAS_REASON = frozenset({"won", "lost", "returned"})
_MAY_LACK_EQUALS = frozenset({"stage", "close", "channel", "type", "probability", "product", "owner"})
_ALSO_A_TITLE = frozenset({"new", "direct", "online", "unknown"})
_GLUE = each_of("to naar in at bij for voor with met from van op deal as als toe")


def read_deal(
    text: str,
    today: date,
    *,
    language: str = "en",
    locale: str | None = None,
    known_accounts: Known | None = None,
    stages: Mapping[str, str] | None = None,
    channels: Mapping[str, str] | None = None,
) -> DealPhrase:
    """The action on a deal in `text`.

    `stages` and `channels` are the workspace's own: key to the names people type, separated by `, `. Raises Unreadable.
    """
    reading = _Reading(
        Typist(today, language, locale),
        known_accounts,
        names_of(STAGES if stages is None else _with_ours(stages, STAGES)),
        names_of(CHANNELS if channels is None else _with_ours(channels, CHANNELS)),
    )
    try:
        return reading.read(typed(text))
    except Unreadable as unreadable:
        raise unreadable.within(reading.understood, example_of(f"deals.{reading.phrase.action}", language)) from None


def _with_ours(own: Mapping[str, str], ours: Mapping[str, str]) -> dict[str, str]:
    """The workspace's keys, each also by our words for it."""
    return {key: ", ".join(part for part in (names, ours.get(key, "")) if part) for key, names in own.items()}


class _Reading(Keys):
    """One reading of one line: takes part after part, from left to right."""

    def read(self, words: Typed) -> DealPhrase:
        self.words = words
        if not words.tokens:
            raise Unreadable(Reason.NOTHING_TYPED)
        action = ACTIONS.get(words.low(0))
        if action is None:
            raise Unreadable(Reason.UNKNOWN_ACTION, words.tokens[0].text, did_you_mean(words.low(0), ACTIONS))
        self._take(Label.ACTION, action, action=action)
        at = 1
        while at < len(words.tokens):
            at = self._part(at)
        phrase = self.phrase
        if action not in {"list", "undo"} and phrase.account is None and phrase.number is None:
            raise Unreadable(Reason.ACCOUNT_MISSING)
        if action == "move" and phrase.stage is None:
            raise Unreadable(Reason.STAGE_MISSING, "", dict.fromkeys(self.stages.values()))
        return phrase

    def _part(self, at: int) -> int:
        words, token, low = self.words, self.words.tokens[at], self.words.low(at)
        if words.is_equals(at + 1):
            return self._key(at, low)
        if token.shape in (COMMA, NEWLINE):
            return at + 1
        if token.shape == DASH:
            return self._reason(at + 1) if self._may_have_reason() and at + 1 < len(words.tokens) else at + 1
        if token.shape == QUOTED:
            return self._quoted(at)
        if self._deal_is_unnamed() and re.fullmatch(r"#\d{1,9}", low):
            return self._number(at)
        if low == "deal" and self._deal_is_unnamed() and words.low(at + 1).lstrip("#").isdecimal():
            return self._number(at + 1)
        if self.phrase.account is None and (found := known_account_at(words, at, self.known)):
            return self._account(found)
        if end := self._stage_or_channel(at):
            return end
        if not self._deal_is_unnamed() and (end := self._contract_until(at)):
            return end
        if end := self._named_without_equals(at):
            return end
        if (end := self._money(at)) or (end := self._split(at)) or (end := self._date(at)):
            return end
        begins_a_name = token.text[:1].isupper() and self._deal_is_unnamed()  # De Vries, Van Dam, Het Zand
        is_glue = (low in _GLUE or (low in ARTICLES and self._deal_is_unnamed())) and not begins_a_name
        if is_glue and at + 1 < len(words.tokens) and not self._may_have_reason():
            return at + 1
        if self._deal_is_unnamed():
            found = account_at(words, at, self.known) or one_word_account_at(words, at)
            if found:
                return self._account(found)
        if self._may_have_reason():
            return self._reason(at)
        if self.phrase.action == "move" and self.phrase.stage is None:
            raise Unreadable(Reason.UNKNOWN_STAGE, words.rest(at)[:60], nearest_names(low, self.stages))
        if self.phrase.action in {"add", "edit"} and self.phrase.title is None and token.shape == WORD:
            return self._loose_title(at)
        if person_at(words, at):
            return self._owner(at)
        raise Unreadable(Reason.UNKNOWN_WORD, token.text, did_you_mean(low, KEYS))

    def _named_without_equals(self, at: int) -> int | None:
        """`close friday`, `fase voorstel`, `kans 60%`, and a type or channel that stands for itself: `renewal partner`."""
        if self.phrase.action not in {"add", "edit"} or self._deal_is_unnamed():
            return None
        key = KEYS.get(self.words.low(at))
        if key in _MAY_LACK_EQUALS and at + 1 < len(self.words.tokens) and not self.words.is_equals(at + 1):
            try:
                return VALUES[key](self, at + 1)
            except Unreadable:
                pass
        for names, label, part in ((TYPE_NAMES, Label.TYPE, "deal_type"), (self.channels, Label.CHANNEL, "channel")):
            found = name_at(self.words, at, names)
            if (
                found
                and found[0] not in _ALSO_A_TITLE
                and getattr(self.phrase, part) is None
                and self._is_known(found[1])
            ):
                self._take(label, found[0], **{part: found[0]})
                return found[1]
        return None

    def _is_known(self, at: int) -> bool:
        """Whether no words of a title follow: `partner portal` is a title, `partner 12k` is not."""
        if at >= len(self.words.tokens) or self.words.tokens[at].shape != WORD:
            return True
        named = name_at(self.words, at, TYPE_NAMES) or name_at(self.words, at, self.channels)
        try:
            return bool(named or self.words.low(at) in KEYS or figure_at(self.words, at))
        except Unreadable:
            return True

    def _deal_is_unnamed(self) -> bool:
        return self.phrase.account is None and self.phrase.number is None

    def _may_have_reason(self) -> bool:
        return self.phrase.action in _HAS_REASON and not self._deal_is_unnamed()

    def _quoted(self, at: int) -> int:
        text = self.words.tokens[at].text
        if not text:
            return at + 1
        if self._deal_is_unnamed():
            found = account_at(self.words, at, self.known)
            assert found is not None
            is_known = found[0].is_known or self.known is None
            later = at + 1 < len(self.words.tokens) and self._account_follows(at + 1)
            return self._account(found) if is_known or not later else self._title(at)
        return self._title(at) if self.phrase.title is None else self._reason(at)

    def _account_follows(self, at: int) -> bool:
        return any(known_account_at(self.words, n, self.known) for n in range(at, len(self.words.tokens)))

    def _stage_or_channel(self, at: int) -> int | None:
        """A stage behind `move`, and where nothing else was said behind `add`; a channel behind `via`."""
        has_a_stage = self.phrase.action in {"move", "add", "edit"} and self.phrase.stage is None
        may_come = has_a_stage and not self._deal_is_unnamed()
        if may_come and (found := name_at(self.words, at, self.stages)):
            self._take(Label.STAGE, found[0], stage=found[0])
            return found[1]
        if self.words.low(at) == "via" and (found := name_at(self.words, at + 1, self.channels)):
            self._take(Label.CHANNEL, found[0], channel=found[0])
            return found[1]
        return None

    def _money(self, at: int) -> int | None:
        low = self.words.low(at)
        if not low or (low[0].isalpha() and at + 1 == len(self.words.tokens)):
            return None
        if date_at(self.words, at, self.typist, Direction.PAST) is not None:
            return None
        found = figure_at(self.words, at)
        if found is None:
            return None
        figure, end = found
        if figure.is_plain and self.phrase.action in {"lost", "returned"}:
            return None  # lost Acme 2 competitors
        if figure.is_percent:
            if self.phrase.action not in {"add", "edit", "move"} or person_at(self.words, end):
                return None
            return self._percent(figure.value, end)
        if self.phrase.amount is not None:
            return None
        self._take(Label.AMOUNT, figure.amount, amount=figure.amount)
        return end

    def _split(self, at: int) -> int | None:
        low = self.words.low(at)
        follows = bool(person_at(self.words, at + 1) or person_at(self.words, at + 2))
        if not (low in SPLIT and follows) and not starts_split(self.words, at):
            return None
        found = shares_at(self.words, at)
        if found is None:
            return None
        self.phrase = replace(self.phrase, shares=found[0])
        self.understood.extend((Label.SPLIT, share) for share in found[0])
        return found[1]

    def _loose_title(self, at: int) -> int:
        """Words without quotes behind the account: the title, up to a key, an amount or a quote."""
        end = at
        while end < len(self.words.tokens) and self.words.tokens[end].shape == WORD:
            is_key = end + 1 < len(self.words.tokens) and self.words.tokens[end + 1].shape == EQUALS
            if is_key or person_at(self.words, end) or figure_at(self.words, end):
                break
            end += 1
        if end == at:
            raise Unreadable(Reason.UNKNOWN_WORD, self.words.tokens[at].text)
        return self._titled(self.words.between(at, end), end)

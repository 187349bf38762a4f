"""Accounts and contacts of a `/log` line."""

from handlers.phrases.accounts import AccountRef, account_at, known_account_at, one_word_account_at
from handlers.phrases.log.line import HANDLERS
from handlers.phrases.log.note import Notes
from handlers.phrases.people import person_at
from handlers.phrases.tokens import COMMA, QUOTED, WORD
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.words import AND, ARTICLES, AT, each_of
from models.activity.entry import LONGEST_TOPIC

_BEGINS_A_NOTE = each_of("""about over regarding re because omdat want that dat discussed besproken talked sent gestuurd verstuurd went ging
    was had good goed great left voicemail no geen niet not very heel they ze we wij he hij she zij i is are will gaat
    need needs wil wants asked vroeg gevraagd said zei""")


class Accounts(Notes):
    """Names: `Acme, Globex and Initech`, `with Jan at Acme`, `"Smith, Jones & Co"`."""

    def _account(self, at: int, low: str) -> int | None:
        """The account, and after it the rest of the list."""
        if self.kind is not None and self.kind.kind == "training":
            return None
        found = known_account_at(self.words, at, self.known)
        if found is None and low not in _BEGINS_A_NOTE:
            found = account_at(self.words, at, None)
            if found is None and self.kind_is_past and not (self.kind and self.kind.kind == "note"):
                found = (
                    one_word_account_at(self.words, at)
                    if low not in ARTICLES and low not in AND and low[0].isalnum()
                    else None
                )
        if found is None:
            return None
        self.accounts.append(found[0])
        if self.words.tokens[found[1] - 1].text.endswith(":"):
            return self._all_note(found[1]) if self.kind_is_past else found[1]
        return self._more_accounts(found[1])

    def _known_account(self, at: int) -> int | None:
        found = known_account_at(self.words, at, self.known)
        if found is None or self.accounts:
            return None
        self.accounts.append(found[0])
        return found[1]

    def _more_accounts(self, at: int) -> int:
        """`, Globex and Initech`: names after commas; after `and` when known or capitalised."""
        in_list = False
        while at < self.count:
            comma = self.words.tokens[at].shape == COMMA
            if not comma and self.words.low(at) not in AND and self.words.tokens[at].text != "&":
                return at
            after = at + 1
            if comma and self.words.low(after) in AND:
                after += 1
            if self._is_structure(after):
                return at
            found = account_at(self.words, after, self.known)
            if found is None and comma and (self.quantity or 1) > len(self.accounts) and after < self.count:
                found = one_word_account_at(self.words, after)
            if found is None or found[1] <= after or (self.kind_starts == after):
                return at
            if self.words.tokens[after].shape == QUOTED and not (comma or in_list):
                return at
            self.accounts.append(found[0])
            in_list, at = True, found[1]
        return at

    def _is_structure(self, at: int) -> bool:
        if at >= self.count:
            return True
        low = self.words.low(at)
        return low in HANDLERS and low not in ARTICLES and known_account_at(self.words, at, self.known) is None

    def _quoted(self, at: int) -> int | None:
        text = self.words.tokens[at].text
        if not text:
            return at + 1
        if self.kind is not None and self.kind.kind == "training" and not self.topic:
            self.topic = text
            return at + 1
        if not self.accounts:
            found = account_at(self.words, at, self.known)
            assert found is not None
            self.accounts.append(found[0])
            return self._more_accounts(found[1])
        if self.kind_is_past and not self.note:
            self.note = text
            return at + 1
        return None

    def _with(self, at: int) -> int | None:
        """`with Jan`: the contact; `with Acme`: the account, when it is known or nothing else is named."""
        words, after = self.words, at + 1
        if after >= self.count:
            return None
        if not self.accounts and (found := known_account_at(words, after, self.known)):
            self.accounts.append(found[0])
            return self._more_accounts(found[1])
        person = person_at(words, after)
        if person and "." not in person[0].value:
            return self._split(after)
        if self.contact is not None:
            return None
        if person:
            return self._contact(person[0].value, person[1])
        after += self._is_article(after)
        found = account_at(words, after, None) or (one_word_account_at(words, after) if after < self.count else None)
        if found is None:
            return None
        end = found[1]
        if self.known and not self.accounts:
            end = next((n for n in range(after + 1, end) if known_account_at(words, n, self.known)), end)
            if end < found[1] and words.low(end - 1) in AT:
                return self._contact(words.between(at + 1, end - 1), end)
        while words.low(end) in AND and (more := account_at(words, end + 1, None)):
            end = more[1]
        return self._contact(words.between(at + 1, end), end)

    def _is_article(self, at: int) -> bool:
        """The `de` of `bij de Jumbo`, but not the `De` of `bij De Jong`."""
        return self.words.low(at) in ARTICLES and not self.words.tokens[at].text[0].isupper()

    def _contact(self, name: str, end: int) -> int:
        if len(name) > LONGEST_TOPIC:
            raise Unreadable(Reason.NAME_TOO_LONG, name[:60])
        self.contact = AccountRef(name.rstrip(":;,.!?"))
        return end

    def _glue(self, at: int) -> int | None:
        """`at Acme`, `bij Acme`: passed over when a name follows and none was given."""
        if self.accounts or at + 1 >= self.count or self.words.tokens[at].text[0].isupper():
            return None
        after = at + 1 + self._is_article(at + 1)
        token = self.words.tokens[min(after, self.count - 1)]
        if token.shape == QUOTED:
            return after
        if token.shape == WORD and account_at(self.words, after, self.known):
            return after
        return None

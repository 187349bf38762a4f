"""A typed line as it is read for somebody: with the accounts and the kinds of their workspace."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from handlers.door.request import Request
from handlers.phrases import OwnKind, possible_names
from handlers.phrases.log.phrase import Reading, read_message
from handlers.phrases.log.spans import Book, Near, Reader
from handlers.phrases.typist import Typist
from models.accounts.likeness import accounts_alike
from models.accounts.naming import key_of
from models.accounts.queries import account_with_id, accounts_with_keys
from models.accounts.records import Account
from models.activity.queries import own_kinds_of

ACCOUNTS_STAND_WITHIN = 300
"""Characters: names further on are part of a note."""

Choices = Mapping[int, Mapping[str, object]]
"""What the person chose by pressing buttons, for each part of the line: `kind`, `day`, `score`, `account` …"""


@dataclass(slots=True)
class Typed:
    """A line as somebody typed it, and when; with what they chose since."""

    text: str
    day: date
    choices: Choices = field(default_factory=dict)
    link: str = ""
    """The address of the message in Slack that says it, where it is not the person's own line."""
    is_quotable: bool = True
    """Whether its words may stand in the log: those of a private conversation may not."""


class WorkspaceBook(Book):
    """The accounts of the request's workspace: the names in the line are looked up at once, likeness only when asked."""

    def __init__(self, request: Request, text: str) -> None:
        self.request = request
        keys = {key_of(name) for name in possible_names(text[:ACCOUNTS_STAND_WITHIN])}
        found = accounts_with_keys(request.session, request.workspace.workspace_id, keys)
        self.known: dict[str, Account | None] = dict.fromkeys(keys) | found

    def exact(self, name: str) -> str | None:
        """The account's own spelling."""
        account = self.known.get(key_of(name))
        return account.name if account else None

    def near(self, name: str) -> Near | None:
        """The accounts that the name may stand for."""
        alike = accounts_alike(self.request.session, self.request.workspace.workspace_id, name, self.request.person.id)
        if alike is None:
            return None
        accounts = [
            account_with_id(self.request.session, self.request.workspace.workspace_id, id_) for id_ in alike.ids
        ]
        names = tuple(account.name for account in accounts if account)
        for account in accounts:
            if account:
                self.known[key_of(account.name)] = account
        return Near(names, int(alike.nearness)) if names else None


def read_typed(request: Request, typed: Typed) -> tuple[Reading, WorkspaceBook]:
    """The line as it is read. A kind of the workspace's own may have a word of ours in it: an intake call is no call."""
    book = WorkspaceBook(request, typed.text)
    typist = Typist(typed.day, request.language)
    own = own_kinds_of(request.session, request.workspace.workspace_id)
    kinds = tuple(OwnKind(kind.key, (kind.label_en, kind.label_nl), kind.sums) for kind in own)
    return read_message(typed.text, Reader(typist, book, kinds), typed.choices), book

"""The account of a part, and the contact there: `Acme, Globex and Initech`, `with Jan from Acme`, `Ellen Vos (Philips)`."""

from handlers.phrases.accounts import AccountRef
from handlers.phrases.amounts import Figure
from handlers.phrases.log.draft import Draft
from handlers.phrases.log.spans import Line, Role, Span
from handlers.phrases.people import person_at
from handlers.phrases.shares import shares_at
from handlers.phrases.unreadable import Reason, Unreadable
from models.accounts.naming import LONGEST_NAME
from models.vocabulary import vocabulary

SHORTEST_NAME = 3
"""Characters of a name that is taken for a new account without a question."""
MOST_SMALL_WORDS = 4
_PARTICLES = frozenset({"de", "het", "van", "der", "den", "'t", "the", "of"})
FIRST_NAMES = vocabulary().words("first_names")
_NAMED = (Role.ACCOUNT, Role.NEAR, Role.NAME)
_PASSED_IN_A_LIST = (Role.THEN, Role.DAY_PART, Role.AT, Role.WITH, Role.ARTICLE, Role.AND)
WORKS_FOR = vocabulary().words("around", "works_for")
OF = WORKS_FOR | vocabulary().words("around", "works_at")
"""Between somebody's name and the account where they are: `Jan from Acme`, `sophie van bloomon`."""


def reference(span: Span) -> AccountRef:
    """The account that a span names."""
    if span.role is Role.ACCOUNT:
        return AccountRef(str(span.value), True)
    if span.role is Role.NEAR:
        typed, near = span.value
        return AccountRef(typed, False, near=near.names)
    name = bare(str(span.value))
    return AccountRef(name, False, is_doubtful=len(name) < SHORTEST_NAME)


def take_account(draft: Draft, at: int) -> int | None:
    """The account that stands here, and after it the rest of the list."""
    span = draft.span(at)
    if not draft.may_have_account:
        return None
    name = reference(span)
    if len(name.name) > LONGEST_NAME:
        raise Unreadable(Reason.NAME_TOO_LONG, name.name[:60])
    draft.accounts.append(name)
    return _more_accounts(draft, span.end)


def take_word_as_account(draft: Draft, at: int) -> int:
    """Words that nothing is known of, where an account may stand: asked about. `acorn insurance` when the clause ends so."""
    end = words_end(draft, at)
    name = bare(draft.text(at, end))
    if len(name) > LONGEST_NAME:
        raise Unreadable(Reason.NAME_TOO_LONG, name[:60])
    draft.accounts.append(AccountRef(name, False, is_doubtful=True))
    return _more_accounts(draft, end)


def words_end(draft: Draft, at: int) -> int:
    """Where a name in small letters ends: two or three unknown words when nothing but facts follows on them."""
    end = at + 1
    while end < draft.last and not draft.line.ends_sentence(end - 1) and (after := _word_end(draft, end)):
        end = after
    return end if end - at <= MOST_SMALL_WORDS else at + 1


def _word_end(draft: Draft, at: int) -> int | None:
    """The position after one more word of a name: unknown, perhaps behind a `de` or `van`."""
    after = at + 1 if draft.low(at) in _PARTICLES else at
    is_word = after < draft.last and draft.span(after).role is Role.WORD and draft.low(after)[:1].isalpha()
    return after + 1 if is_word else None


def behind_the_source(draft: Draft) -> int | None:
    """`lead from the Manchester expo: Pennine Packaging`: where the lead itself is named, behind where it came from."""
    if draft.kind is None or draft.kind.kind != "lead":
        return None
    for at in range(draft.first, draft.last - 1):
        is_mark = draft.line.words.tokens[at].text.endswith(":")
        if is_mark and at > draft.first and draft.span(at + 1).role in (*_NAMED, Role.WORD):
            return at + 1
    return None


def _more_accounts(draft: Draft, at: int) -> int:
    """`, Globex and Initech`, `, then Amber Bouw`, `, middag Saffron Bouw`."""
    in_list = False
    while at < draft.last:
        span = draft.span(at)
        if span.role is Role.ACCOUNT and (draft.quantity or 1) > len(
            draft.accounts
        ):  # 3 calls: Siemens Festo and Bosch
            draft.accounts.append(reference(span))
            in_list, at = True, span.end
            continue
        is_comma = span.role in (Role.COMMA, Role.NEWLINE)
        is_then = span.role is Role.THEN and draft.span(span.end).role in (Role.AT, Role.WITH)
        if not is_comma and not is_then and span.role is not Role.AND:
            return at
        after = span.end
        while after < draft.last and draft.span(after).role in _PASSED_IN_A_LIST:
            after = draft.span(after).end
        after = one_of_them(draft.line, after) or after
        following = draft.span(after)
        if following.role is Role.QUOTED and (is_comma or in_list) and following.value:
            draft.accounts.append(AccountRef(str(following.value), *_known(draft, str(following.value))))
        elif following.role is Role.NAME and draft.low(following.start) in FIRST_NAMES:
            return at
        elif following.role in _NAMED and _ends_a_name(draft, following.end, is_comma=is_comma):
            draft.accounts.append(reference(following))
        elif is_comma and (draft.quantity or 1) > len(draft.accounts) and following.role is Role.WORD:
            draft.accounts.append(AccountRef(bare(draft.text(after, after + 1)), False, is_doubtful=True))
        else:
            return at
        in_list, at = True, following.end
    return at


def one_of_them(line: Line, at: int) -> int | None:
    """The position after `one for` in `two demos, one for Acme and one for Globex`."""
    number, link = line.at(at), line.at(line.at(at).end)
    is_one = number.role is Role.FIGURE and isinstance(number.value, Figure) and number.value.value == 1
    return link.end if is_one and number.value.is_plain and link.role in (Role.AT, Role.WITH) else None


def _known(draft: Draft, name: str) -> tuple[()] | tuple[bool]:
    book = draft.line.reader.book
    return (True,) if book and book.exact(name) else ()


def _ends_a_name(draft: Draft, at: int, *, is_comma: bool) -> bool:
    """Whether no remark follows on a name in a list: `Acme, Globex wants a quote` names one account."""
    if at >= draft.last:
        return True
    role = draft.span(at).role
    if not is_comma:
        return role is not Role.CLAUSE or draft.span(at).value != "clause"
    return role not in (Role.WORD, Role.CLAUSE, Role.NAME) or draft.line.ends_sentence(at - 1)


def take_shares(draft: Draft, at: int) -> int | None:
    """A split of the credit. Raises Unreadable (PERSON_WITHOUT_SHARE and what the split raises)."""
    if draft.shares:
        return None
    try:
        found = shares_at(draft.line.words, at)
    except Unreadable as problem:
        if problem.reason is Reason.PERSON_WITHOUT_SHARE and "share" in draft.choices:
            return person_at(draft.line.words, at)[1]  # type: ignore[index]  # the split found a person here
        raise
    if found is None or found[1] > draft.last:
        return None
    draft.shares = found[0]
    return found[1]


def take_quoted(draft: Draft, at: int) -> int | None:
    """A quoted text: the topic of a training, the account, or the note behind it."""
    text = draft.line.words.tokens[at].text
    if not text:
        return at + 1
    if not draft.may_have_account and draft.kind is not None and not draft.topic:
        draft.topic = text
        return at + 1
    if not draft.accounts and not draft.account_ahead(at + 1):
        book = draft.line.reader.book
        spelled = book.exact(text) if book else None
        if len(text) > LONGEST_NAME:
            raise Unreadable(Reason.NAME_TOO_LONG, text[:60])
        draft.accounts.append(AccountRef(spelled or text, spelled is not None))
        return _more_accounts(draft, at + 1)
    if draft.kind_is_seen and not draft.note:
        draft.note = text
        return at + 1
    return None


def bare(name: str) -> str:
    """A name without the punctuation behind it."""
    name = name.strip("*_`").rstrip(":;!?,").strip("*_`")
    return name[:-1] if name.endswith(".") and name[:-1].split(" ")[-1].count(".") == 0 else name

"""Small words of a part: passed over before the account is known, the beginning of the note behind it."""

from handlers.phrases.log.contacts import in_small_letters, set_contact, surname_end
from handlers.phrases.log.draft import Draft
from handlers.phrases.log.facts import is_only_facts
from handlers.phrases.log.spans import Role

_SAYS_NOTHING = (Role.FILLER, Role.VERB, Role.ARTICLE, Role.THEN, Role.DAY_PART, Role.TOOK)


def pass_filler(draft: Draft, at: int) -> int | None:
    """Says nothing; behind the account it begins the note when words follow that are not facts."""
    span = draft.span(at)
    if not draft.is_complete:
        is_rest = span.role is Role.AND and draft.kind_is_seen and not _names_ahead(draft, span.end)
        return None if is_rest else span.end
    after, says_more = at, False
    while after < draft.last and draft.span(after).role in _SAYS_NOTHING:
        says_more = says_more or (draft.span(after).role is Role.FILLER and draft.low(after)[:1].isalpha())
        after = draft.span(after).end
    if after >= draft.last:
        return None if says_more else draft.last
    after = max(after, span.end)
    if draft.span(after).role in (Role.WORD, Role.CLAUSE, Role.PEOPLE, Role.NAME, Role.TOPIC, Role.WITH):
        return None if draft.span(after).role is not Role.WITH or draft.contact else span.end
    if draft.span(after).role is Role.KIND and draft.kind_span is not None:
        return span.end if draft.span(after).start == draft.kind_span.start else None
    if draft.span(after).role is Role.AT and span.role is Role.FILLER:
        return span.end if is_only_facts(draft, after, draft.clause_end(after)) else None
    return span.end


def _names_ahead(draft: Draft, at: int) -> bool:
    named = (Role.ACCOUNT, Role.NEAR, Role.NAME, Role.QUOTED, Role.KEY, Role.WITH)
    return any(span.role in named for span in draft.line.between(at, draft.last))


def pass_people(draft: Draft, at: int) -> int | None:
    draft.is_internal = draft.is_internal or draft.span(at).role is Role.INTERNAL
    after = draft.span(at).end
    is_theirs = any(span.role is Role.ACCOUNT and span.end == at for span in draft.line.between(draft.first, at))
    is_theirs = is_theirs and (after >= draft.last or is_only_facts(draft, after, draft.clause_end(after)))
    return draft.span(at).end if is_theirs or not draft.is_complete else None


def pass_source(draft: Draft, at: int) -> int | None:
    return None if draft.is_complete else draft.span(at).end


def pass_title(draft: Draft, at: int) -> int | None:
    if (end := in_small_letters(draft, at)) is not None:
        return end
    following = draft.span(draft.span(at).end)
    if following.role is Role.NAME and draft.is_complete and draft.contact is None:
        return set_contact(draft, draft.text(at, following.end), following.end)
    return None if draft.is_complete else draft.span(at).end


def pass_contact(draft: Draft, at: int) -> int | None:
    following = draft.span(draft.span(at).end)
    if following.role is Role.NAME and draft.contact is None:
        end = surname_end(draft, following.end)
        return set_contact(draft, draft.text(following.start, end), end)
    return None if draft.is_complete else draft.span(at).end

"""Commas, dashes and new lines: facts may follow on them, what is still missing, or the note."""

from handlers.phrases.log.draft import Draft
from handlers.phrases.log.facts import is_only_facts
from handlers.phrases.log.note import all_note, take_note
from handlers.phrases.log.spans import Role
from handlers.phrases.log.topic import is_about


def take_mark(draft: Draft, at: int) -> int | None:
    """A comma or a new line: facts may follow, or what is still missing; else the note."""
    after = at + 1
    if not draft.is_complete:
        is_over = draft.kind_is_seen and draft.account_ahead(after) is None and _is_remark(draft, after)
        return all_note(draft, after) if is_over else after
    if is_only_facts(draft, after, draft.clause_end(after)):
        return after
    is_line = draft.span(at).role is Role.NEWLINE
    return all_note(draft, after) if is_line else take_note(draft, after) if after < draft.last else after


def _is_remark(draft: Draft, at: int) -> bool:
    """`called, no answer`: what follows on the comma names nobody."""
    end = draft.clause_end(at)
    roles = {span.role for span in draft.line.between(at, end)}
    named = roles & {Role.NAME, Role.QUOTED, Role.MENTION, Role.KEY, Role.WITH}
    return bool(roles & {Role.WORD, Role.CLAUSE, Role.KIND}) and not named


def take_dash(draft: Draft, at: int) -> int | None:
    after = at + 1
    if draft.kind_is_seen and after < draft.last and not is_about(draft):
        is_fact = is_only_facts(draft, after, draft.clause_end(after))
        is_named = draft.account_ahead(after) is not None or draft.span(after).role is Role.NAME
        missing = not draft.is_complete and is_named
        return after if is_fact or missing else all_note(draft, after)
    return after

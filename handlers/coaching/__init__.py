"""`/coach`: coaching talks, planned, held and confirmed."""

from handlers.coaching import afterwards, calendar, command, planning
from handlers.coaching import forms as modals
from handlers.door.request import Command, Feature
from messages.coaching import parts
from messages.coaching import planning as planned

feature = Feature(
    "coaching",
    commands=(
        Command("coach", command.command, does="Coaching talks and their agreements", hint="@anna thursday 14:00"),
    ),
    prompts=(
        "coaching.plan",
        "coaching.agenda",
        "coaching.record",
        "coaching.confirm",
        "coaching.check",
        "coaching.take_over",
    ),
    presses={
        parts.OPEN: command.open_pair,
        parts.CALL_OFF: command.call_off,
        parts.CALL_OFF_ALL: planning.call_off_all,
        parts.RESTORE: command.restore,
        parts.ICS: calendar.calendar,
        planned.MONTH: planning.month,
        planned.PLAN_AT: planning.plan_at,
        planned.PLAN_ALL: planning.plan_all,
        planned.OTHERS: planning.others,
        parts.CONFIRM: afterwards.confirm,
        parts.DENY: afterwards.deny,
        parts.ANSWER_AGAIN: afterwards.answer_again,
        parts.NOT_HELD: afterwards.not_held,
        parts.TAKE_BACK: afterwards.take_back,
        parts.KEEP_ALL: afterwards.keep_all,
        parts.DROP_ALL: afterwards.drop_all,
        parts.DONE: afterwards.done,
        parts.NOT_DONE: afterwards.not_done,
        parts.LET_GO: afterwards.let_go,
        parts.LEFT_BEHIND: afterwards.left_behind,
        parts.TAKE_ALONG: afterwards.take_along,
        parts.KEEP_PRIVATE: afterwards.keep_private,
        parts.GAP: command.gap,
        parts.TOPIC_BACK: command.topic_back,
        **modals.PRESSES,
    },
    forms=modals.FORMS,
)

"""`/log`: what people did, logged in one line or a form."""

from handlers.activity import command, forms, quick, rewriting, shortcuts, talk
from handlers.door.request import Command, Feature, Shortcut, reads
from messages.activity import answers as messages
from messages.activity import forms as form_messages
from messages.activity import listing, questions
from messages.activity import quick as quick_messages

feature = Feature(
    "activity",
    commands=(
        Command(
            "log", talk.command, does="Log a meeting, call, proposal …", hint="meeting Acme follow-up yesterday 45m"
        ),
    ),
    presses={
        messages.UNDO: command.undo,
        messages.PUT_BACK: command.restore,
        messages.EDIT: forms.edit,
        messages.SPLIT: command.split,
        messages.JOIN: command.join,
        listing.MORE: command.more,
        questions.SAME_ACCOUNT: command.same_account,
        questions.NEW_ACCOUNT: command.new_account,
        questions.LOG_AGAIN: command.log_twice,
        questions.DROP: command.drop,
        questions.ANSWER: command.answered,
        questions.IS_PERSON: command.is_person,
        questions.WHICH_EVENT: command.which_event,
        listing.SHOW: talk.show,
        listing.OPEN_FORM: forms.open_from_button,
        form_messages.KIND: forms.kind_chosen,
        form_messages.ACCOUNT: forms.account_chosen,
        quick_messages.CHOOSE: quick.choose,
        quick_messages.LOG: quick.log,
        quick_messages.OTHER: quick.more,
    },
    shortcuts=(
        Shortcut(
            "activity.log_message", shortcuts.log_message, "Log activity", "Log what this message says", of_message=True
        ),
        Shortcut("activity.log_new", shortcuts.log_new, "Log activity", "Log a meeting, call, proposal …"),
    ),
    forms={form_messages.FORM: forms.submitted, form_messages.TAKE_BACK: forms.taken_back},
    queries={form_messages.ACCOUNT: reads(forms.find_accounts)},
    direct_message=talk.direct_message,
    changed_message=rewriting.changed_message,
)

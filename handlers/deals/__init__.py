"""`/deal`: deals, added, moved, won and lost."""

from handlers.deals import command, forms, line, pipeline, stale
from handlers.door.request import Command, Feature, reads
from messages.deals import answers as messages
from messages.deals import forms as form_messages
from messages.deals import pipeline as pipeline_messages
from messages.deals import questions
from messages.deals import stale as stale_messages
from models.vocabulary import vocabulary

feature = Feature(
    "deals",
    commands=(
        Command(
            "deal",
            command.command,
            does="Add, move, win or lose a deal",
            hint="add Acme 25k stage=proposal",
            actions=frozenset(vocabulary().table("deal_actions")),
        ),
    ),
    presses={
        messages.UNDO: command.undo_change,
        messages.PUT_BACK: command.put_back,
        messages.EDIT: command.edit_from_button,
        messages.MORE: command.more,
        messages.BECAUSE: command.because,
        questions.THIS_DEAL: command.chosen,
        questions.THIS_ACCOUNT: command.chosen,
        questions.THE_SAME: command.the_same,
        messages.OPEN_FORM: command.open_from_button,
        pipeline_messages.OPEN: pipeline.open_own,
        pipeline_messages.TABLE: pipeline.show_table,
        pipeline_messages.STALE: stale.open_stale,
        stale_messages.ALIVE: stale.say_alive,
        stale_messages.NEW_DATE: stale.set_date,
        stale_messages.LOST: stale.lose,
        stale_messages.ALIVE_UNDO: stale.take_answer_back,
        stale_messages.NEXT: stale.show_next,
    },
    forms={
        form_messages.FORM: forms.submitted,
        form_messages.DECIDE: forms.decided,
        form_messages.DECIDE_STALE: stale.save_loss,
        stale_messages.DATE_FORM: stale.save_date,
    },
    lists={line.LIST: line.list_again},
    queries={form_messages.ACCOUNT: reads(forms.find_accounts)},
)

"""`/territory`: whose accounts are due, who visits whom, and how much of it is done in time."""

from handlers.door.request import Command, Feature, reads
from handlers.territories import buttons, claims, command, coverage, forms, visits
from messages.territories import answers as messages
from messages.territories import forms as form_messages
from messages.territories import overview, prompts, questions

feature = Feature(
    "territories",
    commands=(
        Command(
            "territory",
            command.command,
            does="Accounts that are due, and coverage",
            hint="set Acme tier=A owner=@anna",
            also=("territories", "regio"),
        ),
    ),
    prompts=(prompts.CADENCE,),
    presses={
        messages.UNDO: buttons.undo,
        messages.MOVE_ACCOUNT: buttons.move_account,
        messages.EDIT_ACCOUNT: forms.edit_account,
        messages.PLAN_AGAIN: visits.plan_again,
        messages.DROP: visits.drop,
        overview.PLAN: visits.open_plan,
        overview.MORE: visits.more,
        overview.DID: visits.did,
        overview.SHOW: reads(coverage.show_own),
        overview.NEXT: reads(coverage.following),
        overview.HELD: visits.held,
        overview.NOT_HELD: visits.not_held,
        questions.MOVE: visits.open_move,
        questions.MOVE_TO: visits.move_to,
        questions.STILL_TO_COME: visits.was_to_come,
        questions.SHARE: claims.share,
        questions.MINE: claims.mine,
        questions.THEIRS: claims.theirs,
        questions.UNDO_CLAIM: claims.undo,
    },
    forms={
        form_messages.PLAN_FORM: forms.plan,
        form_messages.MOVE_FORM: forms.move,
        form_messages.ACCOUNT_FORM: forms.save_account,
        form_messages.TERRITORY_FORM: forms.save_territory,
        questions.MINE_FORM: claims.mine_because,
    },
    lists={coverage.LIST: coverage.show_again},
    queries={form_messages.ACCOUNT: reads(forms.find_accounts)},
)

"""`/koers accounts`: renaming, merging and deleting accounts, and finding doubles."""

from handlers.accounts import buttons, command, forms
from handlers.door.request import Command, Feature, reads
from messages import accounts as messages

feature = Feature(
    "accounts",
    commands=(
        Command(
            "accounts",
            command.command,
            does="Rename, merge and delete accounts",
            hint="rename acme = Acme NV",
            also=("klanten",),
            only_in_koers=True,
        ),
    ),
    presses={
        messages.RENAME: forms.open_form,
        messages.MERGE: buttons.merge,
        messages.DELETE: buttons.delete,
        messages.UNDO: buttons.undo,
        messages.DOUBLES: buttons.doubles,
    },
    forms={messages.FORM: forms.submitted},
    queries={messages.SAME_AS: reads(forms.find_accounts)},
)

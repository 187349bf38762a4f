"""`/koers settings`: what an admin sets of the workspace."""

from handlers.door.request import Command, Feature, reads
from handlers.settings import buttons, channels, command, forms
from messages.settings import answers
from messages.settings import channels as channel_messages
from messages.settings import forms as form_messages
from models.workspace.setting_table import Kind

feature = Feature(
    "settings",
    commands=(
        Command(
            "settings",
            command.command,
            does="Currency, country, zone, language and the rest",
            hint="currency=USD fiscal_start=7",
            also=("instellingen", "setting", "instelling"),
            only_in_koers=True,
        ),
    ),
    prompts=("settings.first_steps",),
    presses={
        answers.OPEN: buttons.show,
        answers.CHANGE: forms.open_group,
        answers.APPLY: buttons.apply,
        answers.UNDO: buttons.undo,
        answers.CONFIRM: buttons.confirm,
        answers.HISTORY: buttons.history,
        answers.LEAVE: buttons.leave,
        channel_messages.CHANNELS: channels.open_form,
        channel_messages.JOIN: channels.join,
        channel_messages.UNDO: channels.undo,
    },
    forms={form_messages.FORM: forms.save_group, channel_messages.FORM: channels.save},
    queries={form_messages.FIND[kind]: reads(forms.finder(kind)) for kind in (Kind.CURRENCY, Kind.COUNTRY, Kind.ZONE)},
)

"""`/scorecard`: figures of a person, a team and the workspace."""

from handlers.door.request import Command, Feature
from handlers.scorecard import command, corrections, managing
from messages.scorecard import corrections as correction_messages
from messages.scorecard import managing as managing_messages
from messages.scorecard import personal as messages
from messages.scorecard import short
from messages.scorecard import team as team_messages
from messages.scorecard import why as why_messages

feature = Feature(
    "scorecard",
    commands=(
        Command("scorecard", command.command, does="Your Sales Scorecard, or your team's", hint="team last month"),
    ),
    presses={
        messages.PERIOD: command.open_another,
        short.EVERYTHING: command.open_everything,
        short.IN_SHORT: command.open_another,
        team_messages.REP: command.open_one,
        team_messages.TEAM: command.open_one,
        messages.WHY: command.open_why,
        managing_messages.OPEN: managing.open_page,
        managing_messages.WHY: managing.open_why,
        why_messages.DISPUTE: corrections.open_dispute,
        correction_messages.CORRECTED: corrections.say_it_is_corrected,
        correction_messages.IS_RIGHT: corrections.open_right,
        correction_messages.WITHDRAW: corrections.take_back,
        correction_messages.OPEN_AGAIN: corrections.ask_again,
    },
    forms={
        correction_messages.FORM: corrections.send_dispute,
        correction_messages.RIGHT_FORM: corrections.say_it_is_right,
    },
)

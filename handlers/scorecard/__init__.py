"""`/scorecard`: figures of a person, a team and the workspace."""

from handlers.door.request import Feature
from handlers.scorecard import command
from messages.scorecard import personal as messages
from messages.scorecard import team as team_messages
from messages.scorecard import why as why_messages

feature = Feature(
    commands={"scorecard": command.command},
    presses={
        messages.PERIOD: command.open_another,
        team_messages.REP: command.open_rep,
        messages.WHY: command.open_why,
        why_messages.DISPUTE: command.open_dispute,
    },
    forms={why_messages.DISPUTE_FORM: command.send_dispute},
)

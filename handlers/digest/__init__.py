"""`/digest`: the weekly digest, and praise in the channel of a team."""

from handlers.digest import command, person, praise
from handlers.door.request import Command, Feature
from messages.digest import people, weekly
from messages.digest import praise as praise_messages

feature = Feature(
    "digest",
    commands=(Command("digest", command.command, does="The weekly digest", hint="now"),),
    prompts=("digest.manager", "digest.team", "digest.restated"),
    presses={
        weekly.SCORECARD: command.open_scorecard,
        people.PERSON: person.offered,
        praise_messages.OPEN: praise.open_form,
    },
    forms={praise_messages.FORM: praise.send},
)

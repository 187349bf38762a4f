"""`/koers style`: how somebody likes to be told things, which is theirs to say, to change and to delete."""

from handlers.door.request import Command, Feature
from handlers.style import buttons, command
from messages.style import answers, digest, monday, questions

feature = Feature(
    "style",
    commands=(
        Command(
            "style", command.command, does="How I like to be told things", hint="D", also=("stijl",), only_in_koers=True
        ),
    ),
    presses={
        answers.OPEN: command.show,
        answers.CHOOSE: buttons.choose_one,
        answers.FORM: buttons.change_form,
        answers.HINT: buttons.change_hint,
        answers.DELETE: buttons.delete,
        answers.UNDO: buttons.undo,
        answers.EIGHT: buttons.begin,
        questions.ANSWER: buttons.answer,
        questions.STOP: buttons.stop,
        digest.EVERYTHING: buttons.whole_digest,
        monday.EVERYTHING: buttons.whole_monday,
    },
    reply=command.plain_please,
)

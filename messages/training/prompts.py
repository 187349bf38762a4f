"""What comes by itself about training: you were put on one; were you there?"""

from messages.blocks import Message, button, buttons, rendered, section
from messages.training.overview import LEAVE, answers, hours
from messages.training.views import TrainingView, name_of
from messages.words import words


def ask(language: str, view: TrainingView) -> Message:
    """After a training: were you there?"""
    say = words(language)
    text = say("training.ask", training=view, name=name_of(say, view), hours=hours(say, view.minutes))
    return Message(text, rendered(section(text), buttons(*answers(say, view.id))))


def put_on_it(language: str, view: TrainingView, by: str) -> Message:
    """Somebody else put them on a training."""
    say = words(language)
    text = say("training.put_on_it", training=view, name=name_of(say, view), hours=hours(say, view.minutes), by=by)
    return Message(text, rendered(section(text), buttons(button(say.bare("training.leave"), LEAVE, view.id))))

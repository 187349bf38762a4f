"""The forms of training: one of the catalogue, and who comes."""

from datetime import date

import slackblocks as sb

from messages.blocks import View, choice, field_input, modal, section
from messages.training.views import TrainingView, name_of, topic_name
from messages.words import words
from models.training.topics import OTHER, TOPICS

FORM, WHO_FORM = "training.form", "training.who"
FOR = "for:"
"""Before the id of who comes to a new training at once."""


def training(
    language: str,
    day: date,
    view: TrainingView | None = None,
    topic: str = "",
    title: str = "",
    for_person: tuple[str, str] | None = None,
) -> View:
    """A training: what it is about, when, how long, who gives it, what it costs. `view`: the one that is changed.

    `for_person`: id and name of who comes to it at once.
    """
    say = words(language)
    options = {key: choice(topic_name(say, key), key) for key in (*TOPICS, OTHER)}
    chosen = view.topic if view else topic
    cost = "" if view is None or view.cost is None else f"{view.cost.amount:f} {view.cost.currency}"
    return modal(
        say.bare("training.form_change" if view else "training.form_add"),
        [
            section(say("training.for_person", name=for_person[1])) if for_person else None,
            field_input(
                say.bare("training.field_topic"),
                "topic",
                sb.StaticSelectMenu(
                    "training.topic", options=list(options.values()), initial_option=options.get(chosen)
                ),
            ),
            field_input(
                say.bare("training.field_title"),
                "title",
                sb.PlainTextInput(
                    "training.title", initial_value=(view.title if view else title) or None, max_length=120
                ),
                optional=True,
                hint=say.bare("training.hint_title"),
            ),
            field_input(
                say.bare("training.field_day"),
                "day",
                sb.DatePicker("training.day", initial_date=(view.day if view else day).isoformat()),
            ),
            field_input(
                say.bare("training.field_hours"),
                "hours",
                sb.PlainTextInput(
                    "training.hours", initial_value=say.number(view.hours, 2) if view else None, max_length=10
                ),
                hint=say.bare("training.hint_hours"),
            ),
            field_input(
                say.bare("training.field_provider"),
                "provider",
                sb.PlainTextInput(
                    "training.provider", initial_value=(view.provider if view else "") or None, max_length=80
                ),
                optional=True,
            ),
            field_input(
                say.bare("training.field_cost"),
                "cost",
                sb.PlainTextInput("training.cost", initial_value=cost or None, max_length=40),
                optional=True,
                hint=say.bare("training.hint_cost"),
            ),
        ],
        callback_id=FORM,
        submit=say.bare("training.save"),
        close=say.bare("training.cancel"),
        private_metadata=view.id if view else f"{FOR}{for_person[0]}" if for_person else "",
    )


def who_comes(language: str, view: TrainingView) -> View:
    """Put several people on a training."""
    say = words(language)
    return modal(
        say.bare("training.form_who"),
        [
            field_input(
                say.bare("training.field_who", name=name_of(say, view)),
                "people",
                sb.UserMultiSelectMenu("training.people"),
                hint=say.bare("training.hint_who"),
            )
        ],
        callback_id=WHO_FORM,
        submit=say.bare("training.save"),
        close=say.bare("training.cancel"),
        private_metadata=view.id,
    )

"""A manager's own scorecard: five figures of a month with the month before, and what is behind each."""

from collections.abc import Sequence

import slackblocks as sb

from messages.blocks import Message, View, answer_modal, button, buttons, header, rendered, section, small
from messages.words import Words, words
from models.digest.managed import Managed, ManagedFigure

OPEN, WHY = "scorecard.managing", "scorecard.managing_why"
MOST_BEHIND = 40
MOST_MANAGERS = 5


def page(language: str, view: Managed, *, is_own: bool, below: Sequence[tuple[str, str]] = ()) -> Message:
    """For the manager, or for theirs. `below`: id and name of the managers who report to the reader."""
    say = words(language)
    about = {"name": view.manager.name, "month": view.month.start, "is_own": is_own}
    title = say("scorecard.managing_title", **about)
    if view.is_first:
        first = say("scorecard.managing_first", name=view.manager.name, is_own=is_own)
        return Message(title, rendered(section(f"*{title}*\n{first}"), _others(say, view, below)))
    rows = [
        section(
            _line(say, figure, before),
            button=button(
                say.bare("scorecard.managing_why_button"),
                f"{WHY}:{figure.key}",
                f"{view.manager.id} {view.month.start} {figure.key}",
            ),
        )
        for figure, before in zip(view.figures, view.before, strict=True)
    ]
    return Message(
        title,
        rendered(
            header(say.bare("scorecard.managing_title", **about)),
            *rows,
            buttons(
                button(
                    say.bare("scorecard.managing_before"),
                    f"{OPEN}:before",
                    f"{view.manager.id} {view.month.start} before",
                )
            ),
            _others(say, view, below),
            small(say("scorecard.managing_note", people=view.people, is_own=is_own)),
        ),
    )


def why(language: str, view: Managed, figure: ManagedFigure) -> View:
    """Why this number: how it is counted, and what is behind it; never what was said."""
    say = words(language)
    text = "\n".join([f"*{_value(say, figure)}*", say(f"scorecard.managing_how_{figure.key}")])
    lines = [say("scorecard.managing_behind", what=figure.key, one=one) for one in figure.behind[:MOST_BEHIND]]
    more = len(figure.behind) - MOST_BEHIND
    message = Message(
        text,
        rendered(
            section(text),
            section("\n".join(lines)) if lines else section(say("scorecard.managing_nothing_behind")),
            small(say("scorecard.managing_more", number=more)) if more > 0 else None,
        ),
    )
    return answer_modal(say.bare("scorecard.managing_why_title"), say.bare("common.close"), message)


def _line(say: Words, figure: ManagedFigure, before: ManagedFigure) -> str:
    was = say("scorecard.managing_was", was=_short(say, before), is_there=figure.is_there, what=figure.key)
    return f"*{_value(say, figure)}*\n{was}"


def _value(say: Words, figure: ManagedFigure) -> str:
    name = say(f"scorecard.managing_{figure.key}")
    return say("scorecard.managing_value", name=name, value=_short(say, figure), days=figure.days)


def _short(say: Words, figure: ManagedFigure) -> str:
    return say("scorecard.managing_of", done=figure.done, total=figure.of) if figure.is_there else "–"


def _others(say: Words, view: Managed, below: Sequence[tuple[str, str]]) -> sb.Block | None:
    row = [
        button(name, f"{OPEN}:{id_}", f"{id_} {view.month.start} open")
        for id_, name in below[:MOST_MANAGERS]
        if id_ != view.manager.id
    ]
    return buttons(*row) if row else None

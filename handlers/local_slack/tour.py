"""A guided tour that the page offers a first-time visitor: nothing but data, so that any app can have one."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from handlers.local_slack.config_reading import ConfigError
from handlers.local_slack.control.moments import MomentUnclear, moment

MIDNIGHT = datetime(2026, 1, 1, tzinfo=UTC)  # any day will do: "today 07:00" is still to come
APP = "app"


@dataclass
class ByLanguage:
    """The same in English and in Dutch; a plain text in the configuration stands for both."""

    en: str
    nl: str

    @classmethod
    def of_text(cls, text: str) -> "ByLanguage":
        """The same text for both."""
        return cls(text, text)

    def both(self) -> tuple[str, str]:
        """What stands there, in either language."""
        return self.en, self.nl


@dataclass
class Deed:
    """What the visitor does: one of `type` (a command or message), `press` (a button, by its action_id) or `clock`.

    `choose`: when what is pressed is a list, which of it (0 is the first). `fill` is an example for the form that opens
    then, by block_id. `again`: where the clock is moved next, one after the other, while what must be seen is not there
    yet, since it may be a day off.
    """

    type: ByLanguage | None = None
    press: str = ""
    choose: int = 0
    clock: str = ""
    again: list[str] = field(default_factory=list)
    fill: dict[str, ByLanguage] = field(default_factory=dict)


@dataclass
class Seen:
    """What stands in a message of the conversation when the step is done: a text, one of some buttons, or both.

    With `modal` it stands in a form that is open.
    """

    text: ByLanguage | None = None
    action_ids: list[str] = field(default_factory=list)
    modal: bool = False


@dataclass
class Step:
    """Who one is, where, what to do, and why anybody would want to. `then` is said when it is done."""

    title: ByLanguage
    person: ByLanguage
    say: ByLanguage
    why: ByLanguage
    do: Deed
    seen: Seen
    then: ByLanguage | None = None
    channel: str = APP


@dataclass
class Tour:
    """The whole of it, in one workspace (without `workspace` the first)."""

    title: ByLanguage
    about: ByLanguage
    end: ByLanguage
    steps: list[Step]
    workspace: str = ""


def check_tour(tour: Tour, people: set[str], channels: set[str]) -> None:
    """Whether a tour can be taken in a workspace with these people and channels (ids). Raises ConfigError."""
    if not tour.steps:
        raise ConfigError("tour.steps: at least one step is needed")
    for number, step in enumerate(tour.steps):
        _check_step(step, f"tour.steps[{number}]", people, channels)


def _check_step(step: Step, place: str, people: set[str], channels: set[str]) -> None:
    for person in step.person.both():
        if person not in people:
            raise ConfigError(f'{place}.person: "{person}" is nobody\'s id')
    if step.channel not in (APP, *channels):
        raise ConfigError(f'{place}.channel: "{step.channel}" is no channel\'s id, nor "{APP}"')
    do = step.do
    if [bool(do.type), bool(do.press), bool(do.clock)].count(True) != 1:
        raise ConfigError(f"{place}.do: needs one of type, press and clock")
    if do.clock and do.fill:
        raise ConfigError(f"{place}.do.fill: no form opens when the clock is moved")
    if do.again and not do.clock:
        raise ConfigError(f"{place}.do.again: is for the clock alone")
    moments = {"clock": do.clock} | {f"again[{at}]": words for at, words in enumerate(do.again)}
    for name, words in moments.items():
        try:
            if words:
                moment(words, MIDNIGHT, "UTC")
        except MomentUnclear as trouble:
            raise ConfigError(f"{place}.do.{name}: {str(trouble).rstrip('.')}") from None
    if not (step.seen.text or step.seen.action_ids):
        raise ConfigError(f"{place}.seen: needs a text or action_ids")

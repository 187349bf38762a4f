"""Where somebody stands after what they logged, in the form of their style."""

from collections.abc import Callable, Sequence

import slackblocks as sb

from messages.activity.answers import Answer, Entry
from messages.activity.logged import Form
from messages.activity.quick import kind_name
from messages.activity.standing import Standing, StandingView, said_of
from messages.blocks import section
from messages.style.definitions import definitions, table
from messages.words import Markup, Words
from models.style.preference import Style

Blocks = list[sb.Block]


def form_of(style: Style | None) -> Form | None:
    """The form for this style; None: as everybody reads it."""
    return _FORMS[style] if style else None


def _in_bullets(say: Words, answer: Answer) -> tuple[Blocks, Blocks]:
    """A bullet for each figure without its bar, and what is next."""
    lines, steps = [], []
    for one, told in _told(say, answer):
        if not isinstance(one, Standing):
            lines.append(told)
            continue
        lines.append(say("activity.progress", standing=one, bar="").strip() if one.adds_up else told)
        mood = say("activity.mood", standing=one) if one.adds_up else ""
        if one.to_go and not one.is_over:
            steps.append(_to_go(say, one))
        if mood and not _only_asks(one):
            lines.append(mood)
    if not lines:
        return [], []
    text = say("style.bullets", lines=[Markup(line) for line in lines[:3]])
    return _both([section(f"{text}\n{say('style.next', what=steps[0])}" if steps else text)])


def _as_story(say: Words, answer: Answer) -> tuple[Blocks, Blocks]:
    """First what was done well, as far as it is true; then where they stand."""
    standings = [one for one in answer.standings if isinstance(one, Standing)]
    which = next((found for one in standings if (found := _worth(one))), "")
    account = next((entry.account for entry in answer.entries if _was_spoken_with(entry)), None)
    words = say("style.recognised", which=which, account=account)
    return _both([section("\n".join([words, *(told for _, told in _told(say, answer))]))])


def _in_steps(say: Words, answer: Answer) -> tuple[Blocks, Blocks]:
    """One thing after the other, and how much time there is."""
    standings = [one for one in answer.standings if isinstance(one, Standing)]
    asks = next((one for one in standings if one.to_go and not one.is_over and one.last_day), None)
    last = say("style.step_time", day=asks.last_day) if asks else say("style.step_nothing") if standings else ""
    lines = [say("style.step_noted"), *(told for _, told in _told(say, answer)), last]
    return _both([section(say("style.steps", lines=[Markup(line) for line in lines if line]))])


COLUMNS = ("kpi", "actual", "to_go")
"""As many as a phone shows."""


def _in_full(say: Words, answer: Answer) -> tuple[Blocks, Blocks]:
    """A row for each figure, what is said of it, and how it is counted."""
    standings = [one for one in answer.standings if isinstance(one, Standing)]
    others = [section(told) for one, told in _told(say, answer) if not isinstance(one, Standing)]
    if not standings:
        return _both(others)
    native, plain = table(say, COLUMNS, [_row(say, one) for one in standings])
    moods = [mood for one in standings if one.adds_up and (mood := say("activity.mood", standing=one))]
    below = [
        *([section("\n".join(moods))] if moods else []),
        *others,
        *definitions(say, [one.kpi for one in standings if one.kpi]),
    ]
    return [native, *below], [plain, *below]


def _row(say: Words, one: Standing) -> list[str]:
    def amount(value: float | None) -> str:
        return say.bare("activity.amount_of", standing=one, value=value)

    label = one.kpi.label(say.language) if one.kpi else one.label
    name = say.bare("style.in_period", label=label, period=say.bare("activity.period", period=one.period))
    done = say.bare("digest.of_target", value=amount(one.actual), target=amount(one.target))
    return [name, done, "–" if one.to_go is None else amount(one.to_go)]


def _told(say: Words, answer: Answer) -> Sequence[tuple[StandingView, str]]:
    """Each figure with the sentences that everybody reads of it; what would be said twice once."""
    single = len(answer.entries) == 1
    names = None if single else {one.kind: kind_name(say, one.kind, one.own_label) for one in answer.entries}
    told = {said_of(say, one, names): one for one in reversed(answer.standings)}
    return [(one, text) for text, one in reversed(told.items())]


def _worth(one: Standing) -> str:
    """What there is to be glad of: a fact, or nothing."""
    if one.kpi is not None and one.kpi.lower_is_better:
        return ""  # less of it is better: nobody is praised for one more
    if one.is_reached:
        return "reached"
    if one.best_before is not None:
        return "best"
    return "going_well" if one.adds_up and (one.is_met or one.status in ("ahead", "on_track")) else ""


SPOKEN = ("meeting", "visit", "call", "demo")


def _was_spoken_with(entry: Entry) -> bool:
    return entry.account is not None and entry.kind in SPOKEN and not entry.is_planned


def _only_asks(one: Standing) -> bool:
    """All that is said beside the figure is what is still to go."""
    return bool(one.to_go) and one.status not in ("ahead", "on_track") and one.best_before is None


def _to_go(say: Words, one: Standing) -> str:
    left = say("activity.amount_of", standing=one, value=one.to_go)
    if one.last_day is None:
        return say("style.to_go", left=left)
    return say("style.to_go_by", left=left, day=one.last_day)


def _both(blocks: Blocks) -> tuple[Blocks, Blocks]:
    return blocks, blocks


_FORMS: dict[Style, Callable[[Words, Answer], tuple[Blocks, Blocks]]] = {
    Style.DRIVER: _in_bullets,
    Style.INFLUENCER: _as_story,
    Style.SUPPORTER: _in_steps,
    Style.CORRECTNESS: _in_full,
}

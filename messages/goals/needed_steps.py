"""The arithmetic of what a goal asks, step by step: what is divided by what, and where each rate comes from."""

import slackblocks as sb

from messages.blocks import View, modal, section, small
from messages.goals.needed import NeededView, aim_of, counted, money_of, range_of, result_of, weekly
from messages.words import Words, words
from models.goals.arithmetic import Link, Rate
from models.goals.back_solver import LOOKS_BACK, Needed
from models.scorecard.scorecard import SALES


def steps(language: str, view: NeededView) -> View:
    """The arithmetic step by step, with the range of each and where its rate comes from."""
    say, needed = words(language), view.needed
    parts = [say("goals.needed_title", aim=aim_of(say, needed), who="" if view.is_own else needed.scope.name)]
    parts += [say("goals.needed_period", days=LOOKS_BACK, first=needed.seen.start, last=needed.seen.last_day)]
    blocks: list[sb.Block] = [section("\n".join(parts))]
    blocks += [section(text) for text in _arithmetic(say, needed)]
    blocks.append(small(say("goals.needed_range")))
    return modal(
        say.bare("goals.needed_steps"), blocks, callback_id="goals.steps_view", close=say.bare("scorecard.close")
    )


def _arithmetic(say: Words, needed: Needed) -> list[str]:
    found, texts = needed.chain, []
    done = {"done": result_of(say, needed, needed.done), "to_go": result_of(say, needed, needed.to_go)}
    if needed.done:
        texts.append(say("goals.step_to_go", target=result_of(say, needed, float(needed.aim.target)), **done))
    before = done["to_go"]
    names = (("wins", Link.DEAL), ("proposals", Link.WIN), ("first_meetings", Link.PROPOSAL))
    for what, name in names:
        count, rate = getattr(found, what), needed.rates[name]
        if count is None:
            break
        if what == "wins" and needed.aim.kpi != SALES:
            continue
        number = counted(say, what, count)
        by, between = _divisor(say, needed, rate), range_of(say, count)
        link = say("goals.step_link", before=before, by=by, count=number, range=between)
        texts.append(f"{link}\n{_origin(say, needed, rate)}")
        before = number
    if found.first_meetings and needed.weeks:
        each = weekly(say, needed, found.first_meetings)
        texts.append(
            say(
                "goals.step_weeks",
                before=before,
                weeks=needed.weeks,
                number=each,
                who="" if needed.scope.is_person else needed.scope.name,
            )
        )
    return texts


def _divisor(say: Words, needed: Needed, rate: Rate) -> str:
    value = rate.value or 0
    if rate.link is Link.DEAL:
        return money_of(say, needed, value)
    return say.percent(value, 1) if rate.link is Link.WIN else say.number(value, 2)


def _origin(say: Words, needed: Needed, rate: Rate) -> str:
    """What a rate is made of: `€384,000 in 24 won deals`."""
    top = money_of(say, needed, rate.top) if rate.link is Link.DEAL else say.number(rate.top)
    team = needed.team.name if rate.of_team and needed.team else ""
    return say(f"goals.origin_{rate.link.value}", top=top, bottom=say.number(rate.bottom), team=team)

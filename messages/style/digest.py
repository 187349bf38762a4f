"""A manager's digest in the form of their style: the same figures and questions, in another order and amount."""

from collections.abc import Sequence

import slackblocks as sb

from messages.blocks import Json, Message, button, buttons, divider, header, rendered, section, small
from messages.digest import company as of_company
from messages.digest import people, totals, weekly
from messages.digest.deals import at_stake, deal_line
from messages.digest.figures import measured, why
from messages.digest.waiting import waiting_lines
from messages.style.definitions import definitions
from messages.words import Markup, Words, words
from models.digest.company import CompanyWeek
from models.digest.questions import questions_for
from models.digest.rep import MONTH_KPI
from models.digest.week import MOST_HELPED, TeamWeek
from models.scorecard.kpis import KPIS
from models.style.preference import Style

EVERYTHING = "style.digest"
MOST_BULLETS = 3
UNDER_A_DIGEST = 3
"""Blocks at its end: a line, the buttons, and what it is based on."""


def to_manager(language: str, week: TeamWeek, style: Style | None, *, preview: bool = False) -> Message:
    """The week of a manager's people; as everybody reads it without a style, or when there is nothing to say."""
    plain = weekly.to_manager(language, week, preview=preview)
    if style is None or week.says_nothing:
        return plain
    say = words(language)
    if style is Style.CORRECTNESS:
        return _with_definitions(say, plain, week)
    head = header(say.bare("digest.title", first_day=week.period.start, last_day=week.period.last_day))
    return Message(plain.text, [*rendered(head), *_FORMS[style](say, week), *_end(say, plain, week)])


def to_leader(language: str, company: CompanyWeek, style: Style | None, *, preview: bool = False) -> Message:
    """The week of who leads managers, in the same way."""
    plain = of_company.to_leader(language, company, preview=preview)
    if style is None:
        return plain
    say = words(language)
    if style is Style.CORRECTNESS:
        return _with_definitions(say, plain, company.week)
    named = of_company.all_named(say, company)
    week = named.week
    steps = [
        Markup(say("style.step_team", team=of_company.team_name(say, one), why=of_company.why(say, one, week.currency)))
        for one in named.measured[:MOST_BULLETS]
    ]
    if style is Style.DRIVER:
        bullets = [Markup(plain.text), *_sales(say, week), *(Markup(line) for line in waiting_lines(say, week.waiting))]
        text = say("style.bullets", lines=bullets[:MOST_BULLETS])
        text += f"\n{say('style.next', what=steps[0])}" if steps else ""
        return Message(plain.text, [plain.blocks[0], *rendered(section(text)), *_end(say, plain, week)])
    if style is Style.INFLUENCER:
        first = [wins] if (wins := of_company.wins(say, named)) else []
    else:
        first = [section("\n".join([say("style.step_by_step"), say("style.steps", lines=steps)]))] if steps else []
    return _after_head(plain, rendered(*first))


def _in_bullets(say: Words, week: TeamWeek) -> list[Json]:
    """The one sentence, the sales, and what waits, is missing or is at stake; then the one question to ask."""
    deals = [Markup(deal_line(say, deal).removeprefix("• ").replace("\n", ", ")) for deal in week.at_stake[:1]]
    third = [*waiting_lines(say, week.waiting), *_silent(say, week), *deals, *_worst(say, week)]
    lines = dict.fromkeys([Markup(weekly.headline(say, week)), *_sales(say, week), *third])
    text = say("style.bullets", lines=[*lines][:MOST_BULLETS])
    blocks: list[sb.Block] = [section(text)]
    if helped := week.need_help[:1]:
        asked = questions_for(helped)[0]
        question = say("digest.question", which=asked.question.value, customer=asked.customer).strip()
        what = say("style.next_person", name=helped[0].name, question=Markup(question))
        blocks.append(section(say("style.next", what=Markup(what)), button=people.menu_of(say, week, helped[0])))
    elif waiting := waiting_lines(say, week.waiting):
        blocks.append(section(say("style.next", what=say("style.next_waiting", what=waiting[0]))))
    elif praised := week.deserve_praise[:1]:
        what = say("style.next_praise", name=praised[0].name)
        blocks.append(section(say("style.next", what=what), button=people.menu_of(say, week, praised[0])))
    if more := weekly.missing_lines(say, week):
        blocks.append(small(say("style.in_the_rest", count=len(more))))
    return rendered(*blocks)


def _as_story(say: Words, week: TeamWeek) -> list[Json]:
    """The people first: who did well, then how it went, then who could use a word."""
    return rendered(
        *people.praise(say, week),
        section(weekly.headline(say, week)),
        totals.week_lines(say, week),
        weekly.beginners(say, week),
        *people.need_help(say, week),
        at_stake(say, week.at_stake),
        weekly.missing(say, week),
        people.away(say, week),
    )


def _in_steps(say: Words, week: TeamWeek) -> list[Json]:
    """What to do one after the other, what is coming, and what is well."""
    helped = week.need_help[:MOST_HELPED]
    blocks: list[sb.Block | None] = [section(weekly.headline(say, week))]
    if helped:
        blocks.append(section(say("style.step_by_step")))
    for number, (rep, asked) in enumerate(zip(helped, questions_for(helped), strict=True), 1):
        question = say("digest.question", which=asked.question.value, customer=asked.customer).strip()
        step = say("style.step_person", name=rep.name, why=why(say, rep, week), question=Markup(question))
        blocks.append(section(f"{number}. {step}", button=people.menu_of(say, week, rep)))
    coming = [people.away(say, week), at_stake(say, week.at_stake), weekly.beginners(say, week)]
    if any(coming):
        blocks.append(section(say("style.no_surprises")))
    return rendered(
        *blocks, *coming, weekly.missing(say, week), *people.praise(say, week), small(say("style.menus_help"))
    )


_FORMS = {Style.DRIVER: _in_bullets, Style.INFLUENCER: _as_story, Style.SUPPORTER: _in_steps}


def _sales(say: Words, week: TeamWeek) -> list[Markup]:
    """What has a target for the month: sales, else the first of it."""
    told = sorted((one for one in week.totals if one.of_month), key=lambda one: one.kpi != MONTH_KPI)
    return [measured(say, one, week.currency, month=week.month.start) for one in told[:1]]


def _silent(say: Words, week: TeamWeek) -> list[Markup]:
    if not week.silent:
        return []
    names = [rep.name for rep in week.silent[: people.MOST_NAMED]]
    line = say("digest.silent", names=names, more=len(week.silent) - len(names))
    return [Markup(line.removeprefix("• "))]


def _worst(say: Words, week: TeamWeek) -> list[Markup]:
    if week.weakest is None:
        return []
    return [measured(say, week.weakest, week.currency, month=week.month.start)]


def _end(say: Words, plain: Message, week: TeamWeek) -> list[Json]:
    """Whose figures are wrong, the way to everything, and the buttons of every digest."""
    more = button(say.bare("style.everything"), EVERYTHING, week.period.start.isoformat())
    left_out = weekly.left_out(say, week)
    return [*rendered(left_out, divider(), buttons(more)), *plain.blocks[-UNDER_A_DIGEST + 1 :]]


def _after_head(plain: Message, added: Sequence[Json]) -> Message:
    """With something between its title and the rest."""

    def put_in(blocks: list[Json]) -> list[Json]:
        return [*blocks[:1], *added, *blocks[1:]]

    return Message(plain.text, put_in(plain.blocks), put_in(plain.plain_blocks) if plain.plain_blocks else None)


def _with_definitions(say: Words, plain: Message, week: TeamWeek) -> Message:
    """All of it, and how each figure in it is counted."""
    keys = [*(change.kpi for change in week.changes), *(one.kpi for one in week.totals)]
    added = rendered(*definitions(say, [KPIS[key] for key in dict.fromkeys(keys) if key in KPIS]))

    def put_in(blocks: list[Json]) -> list[Json]:
        return [*blocks[:-UNDER_A_DIGEST], *added, *blocks[-UNDER_A_DIGEST:]]

    return Message(plain.text, put_in(plain.blocks), put_in(plain.plain_blocks) if plain.plain_blocks else None)

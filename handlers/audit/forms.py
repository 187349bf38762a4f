"""What the two forms hold in which people are rated, and what they carry along."""

from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

from handlers.audit import views
from handlers.audit.conversation import own_sheet, today
from handlers.door.request import Request
from messages.audit import rating_forms as forms
from messages.blocks import View
from models.audit import rating as model
from models.audit.records import AuditCampaign
from models.refusal import Refusal

PAGE = 20
"""People beside one another in the form of a skill."""


@dataclass(frozen=True)
class Opened:
    """What a form carries: whose answers it shows, where the list stands, and what stood in it when it was opened."""

    campaign: str
    what: str
    """A person's id, empty for oneself; in the form of a skill its key, and the page behind a `/`."""
    place: str = ""
    levels: str = ""
    """`key=4,key=0`: what was answered."""
    remark: str = ""

    def as_text(self) -> str:
        """For the metadata of the form."""
        return "|".join((self.campaign, self.what, self.place, self.levels, self.remark))

    @classmethod
    def from_text(cls, text: str) -> "Opened":
        """What a form carried. Refuses what is none."""
        parts = text.split("|")
        if len(parts) != len(cls.__dataclass_fields__):
            raise Refusal("audit.gone")
        return cls(*parts)


def person_form(request: Request, campaign: AuditCampaign, opened: Opened) -> View:
    """All skills of one person."""
    rows = model.rows_about(*asking(request, campaign, opened.what))
    about = rows[0].step.about
    remark = model.remark_on(request.session, campaign, request.person, opened.what)
    lines = [_row(request, row, views.area(row.step.question, request.language)) for row in rows]
    carried = replace(opened, levels=_levels(lines), remark=fingerprint(remark))
    return forms.person_form(request.language, about.name if about else "", lines, remark, carried.as_text())


def skill_form(request: Request, campaign: AuditCampaign, opened: Opened) -> View:
    """One skill of everybody, at most a page of them."""
    skill, _, number = opened.what.partition("/")
    rows = model.rows_of_skill(*asking(request, campaign, skill))
    first = int(number) * PAGE if number.isdecimal() else 0
    lines = [_row(request, row, row.step.about.name if row.step.about else "") for row in rows]
    shown = lines[first : first + PAGE] or lines[:PAGE]
    skills = model.skills_rated(*asking(request, campaign))
    keys = list(skills)
    following = keys.index(skill) + 1
    pages = [
        (f"{skill}/{start // PAGE}", f"{start + 1}–{min(start + PAGE, len(lines))}")
        for start in range(0, len(lines), PAGE)
        if start != first
    ]
    question = rows[0].step.question
    text = question.text(request.language)
    names = _skill_names(request, campaign)
    view = forms.SkillRows(
        views.area(question, request.language),
        text.statement,
        text.one,
        text.five,
        shown,
        [(key, names[key], is_done) for key, is_done in skills.items()],
        skill,
        keys[following] if following < len(keys) else "",
        pages,
    )
    return forms.skill_form(request.language, view, replace(opened, levels=_levels(shown)).as_text())


def _skill_names(request: Request, campaign: AuditCampaign) -> dict[str, str]:
    asked = own_sheet(request, campaign).steps
    return {step.question.key: views.area(step.question, request.language) for step in asked}


def _row(request: Request, row: model.Row, label: str) -> forms.Row:
    return forms.Row(row.step.key, label, row.step.question.text(request.language).statement, row.given, row.last)


def _levels(rows: list[forms.Row]) -> str:
    return ",".join(f"{row.key}={row.given}" for row in rows if row.given is not None)


def fingerprint(text: str) -> str:
    """Short, to see whether a comment is another one than when the form was opened."""
    return f"{crc32(text.encode()):x}" if text else ""


def asking(request: Request, campaign: AuditCampaign, *more: object) -> tuple[Any, ...]:
    """Who asks about what, as the model's functions take it."""
    return (request.session, request.secrets, campaign, request.person, *more, today(request))

"""What somebody may be told of the style of somebody else."""

from datetime import date

from sqlmodel import Session

from models.permissions import Right
from models.rights import rights_of
from models.style.preference import Style, style_told_of
from models.team.records import Person


def style_told_to(session: Session, reader: Person, of: Person, today: date) -> Style | None:
    """For who manages them today, or was named to stand in; None where there is nothing, or nothing to be told."""
    style = style_told_of(of)
    if style is None or reader.id == of.id:
        return None
    return style if rights_of(session, reader, today).may(Right.SEE_STYLE, of) else None

"""Keeping and reading one's own private notes. There is no way here to read somebody else's."""

from sqlmodel import Session, select

from models.acting import Acting
from models.private_notes.records import PrivateNote
from models.refusal import Refusal
from models.team.records import Person
from models.workspace.secrets import Secrets

LONGEST_NOTE = 3000
"""Characters; what one field of a Slack modal takes."""


def keep_note(acting: Acting, secrets: Secrets, about_id: str, text: str) -> None:
    """Keep somebody's own note on a review or talk, in place of an earlier one; an empty text removes it."""
    if len(text) > LONGEST_NOTE:
        raise Refusal("reviews.note_too_long", limit=LONGEST_NOTE, field="private_notes")
    session, author, now = acting.session, acting.by, acting.now
    note = _note(session, author, about_id)
    if not text:
        if note is not None:
            session.delete(note)
        return
    sealed = secrets.seal(author.workspace_id, _column(author, about_id), text)
    if note is None:
        note = PrivateNote(
            workspace_id=author.workspace_id, author_id=author.id, about_id=about_id, sealed=sealed, written_at=now
        )
    note.sealed, note.written_at = sealed, now
    session.add(note)
    session.flush()


def own_note(session: Session, secrets: Secrets, reader: Person, about_id: str) -> str:
    """What the reader noted about it; empty when nothing. Raises SecretError when the key is gone."""
    note = _note(session, reader, about_id)
    return "" if note is None else secrets.open(reader.workspace_id, _column(reader, about_id), note.sealed)


def _note(session: Session, author: Person, about_id: str) -> PrivateNote | None:
    own = select(PrivateNote).where(
        PrivateNote.workspace_id == author.workspace_id,
        PrivateNote.author_id == author.id,
        PrivateNote.about_id == about_id,
    )
    return session.exec(own).first()


def _column(author: Person, about_id: str) -> str:
    """Bound to the author too: a row that is given another author does not open."""
    return f"private_note.sealed:{author.id}:{about_id}"

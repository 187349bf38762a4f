"""Where a team's digest goes, and in which language; each change is noted and can be undone."""

from models.refusal import Refusal
from models.team.queries import team_named
from models.team.records import Team
from models.workspace.records import SettingChange
from models.workspace.settings import Author, noted, stored, to_undo

CHANNEL = "channel"


def set_channel(author: Author, team: Team, channel_id: str | None, language: str | None) -> SettingChange | None:
    """The team's digest goes to this channel (None: nowhere) in this language; None when it is so already."""
    before, after = _told(team), _told_as(channel_id, language or team.language)
    if before == after:
        return None
    team.channel_id, team.language = channel_id, language or team.language
    change = noted(author, CHANNEL, team.name, before, after)
    author.session.flush()
    return change


def undo_channel(author: Author, change_id: str) -> Team:
    """Back to the channel and language before. Refuses when it was changed since, or taken back already."""
    change = to_undo(author, change_id, CHANNEL)
    team = team_named(author.session, author.workspace.workspace_id, change.about)
    if team is None or _told(team) != stored(change.new):
        raise Refusal("settings.channel_changed_since", team=change.about)
    channel, _, language = str(stored(change.old)).partition(" ")
    team.channel_id, team.language = channel or None, language or None
    change.undone_at = author.now
    author.session.flush()
    return team


def _told(team: Team) -> str:
    return _told_as(team.channel_id, team.language)


def _told_as(channel_id: str | None, language: str | None) -> str:
    return f"{channel_id or ''} {language or ''}"

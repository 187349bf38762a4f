"""Where a team's digest goes, and in which language; each change is noted and can be undone."""

from models.refusal import Refusal
from models.team.queries import team_named
from models.team.records import Team, TellsWins
from models.workspace.records import SettingChange
from models.workspace.settings import Author, noted, stored, to_undo

CHANNEL = "channel"


def set_channel(
    author: Author, team: Team, channel_id: str | None, language: str | None, wins: str | None = None
) -> SettingChange | None:
    """The team's digest goes to this channel (None: nowhere) in this language, and its wins (a `TellsWins`) as said.

    None when it is so already.
    """
    before, after = _told(team), _told_as(channel_id, language or team.language, wins or team.wins)
    if before == after:
        return None
    team.channel_id, team.language, team.wins = channel_id, language or team.language, wins or team.wins
    change = noted(author, CHANNEL, team.name, before, after)
    author.session.flush()
    return change


def undo_channel(author: Author, change_id: str) -> Team:
    """Back to the channel and language before. Refuses when it was changed since, or taken back already."""
    change = to_undo(author, change_id, CHANNEL)
    team = team_named(author.session, author.workspace.workspace_id, change.about)
    if team is None or _parts(_told(team)) != _parts(str(stored(change.new))):
        raise Refusal("settings.channel_changed_since", team=change.about)
    channel, language, wins = _parts(str(stored(change.old)))
    team.channel_id, team.language, team.wins = channel or None, language or None, wins
    change.undone_at = author.now
    author.session.flush()
    return team


def _told(team: Team) -> str:
    return _told_as(team.channel_id, team.language, team.wins)


def _told_as(channel_id: str | None, language: str | None, wins: str) -> str:
    return f"{channel_id or ''} {language or ''} {wins}"


def _parts(told: str) -> tuple[str, str, str]:
    """Channel, language and wins; of a change from before there was a choice, none were told."""
    channel, language, wins = [*told.split(" "), "", ""][:3]
    return channel, language, wins or TellsWins.OFF

"""`/team channel North #sales language=nl`: where a team's digest goes; whether the bot is in there, and joining."""

from handlers.door.answers import Answers, LookAtChannel, OpenModal, Replace, Whisper
from handlers.door.request import Form, Press, Request
from handlers.door.who import team_found
from handlers.phrases.channels import read_channel
from handlers.phrases.settings import value_meant
from handlers.phrases.words import HELP
from messages.blocks import Message
from messages.settings import channels as messages
from models.digest.recurrence import for_channels
from models.refusal import Refusal
from models.team.queries import teams_of
from models.team.records import Team, TellsWins
from models.workspace.setting_table import SETTINGS
from models.workspace.setting_values import checked
from models.workspace.settings import author_of
from models.workspace.team_channels import set_channel, undo_channel


def command(request: Request, text: str) -> Answers:
    """`/team channel North #sales language=nl`, `… North none`; alone: the form."""
    if text.strip().lower() in HELP:
        return Whisper(messages.help_text(request.language))
    author = author_of(request.acting)
    if not text.strip():
        return _form(request)
    phrase = read_channel(text)
    if phrase.typed_name:
        raise Refusal("settings.pick_channel", channel=phrase.typed_name[:40])
    if phrase.wins is not None and phrase.wins not in tuple(TellsWins):
        raise Refusal("settings.which_wins", typed=phrase.wins[:40])
    if phrase.channel_id is None and phrase.language is None and phrase.wins is None and not phrase.is_nowhere:
        raise Refusal("settings.which_channel")
    language = _language(request, phrase.language)
    team = team_found(request, phrase.team)
    goes_to = None if phrase.is_nowhere else phrase.channel_id or team.channel_id
    change = set_channel(author, team, goes_to, language, phrase.wins)
    return _told(request, team, change.id if change else "")


def open_form(request: Request, press: Press) -> Answers:
    """“Change” beside the channels."""
    author_of(request.acting)
    return _form(request)


def save(request: Request, form: Form) -> Answers:
    """The form of a team's channel."""
    author = author_of(request.acting)
    team = request.session.get(Team, (request.workspace.workspace_id, form.text("team")))
    if team is None:
        raise Refusal("settings.which_channel", field="team")
    change = set_channel(
        author, team, form.text("channel") or None, form.text("language") or None, form.text("wins") or None
    )
    return _told(request, team, change.id if change else "")


def join(request: Request, press: Press) -> Answers:
    """“Join” below the answer: a public channel is joined, and it is looked at again."""
    author_of(request.acting)
    team = request.session.get(Team, (request.workspace.workspace_id, press.value))
    if team is None or team.channel_id is None:
        raise Refusal("settings.which_channel")
    return LookAtChannel(team.channel_id, teller_of(request, team, ""), joins=True, replaces=True)


def undo(request: Request, press: Press) -> Answers:
    """Back to the channel before."""
    team = undo_channel(author_of(request.acting), press.value)
    return Replace(messages.undone(request.language, _view(request, team)))


def _form(request: Request) -> Answers:
    teams = teams_of(request.session, request.workspace.workspace_id)
    if not teams:
        raise Refusal("settings.no_team_yet")
    without = next((team for team in teams if team.channel_id is None), teams[0])
    language = request.language_of(without)
    return OpenModal(
        messages.form(
            request.language,
            messages.ChannelForm(
                [(team.id, team.name) for team in teams], without.id, without.channel_id, language, without.wins
            ),
        )
    )


def _told(request: Request, team: Team, change_id: str) -> Answers:
    if team.channel_id is None:
        return Whisper(
            messages.set_to(request.language, _view(request, team), messages.ChannelState.UNKNOWN, change_id)
        )
    return LookAtChannel(team.channel_id, teller_of(request, team, change_id))


def teller_of(request: Request, team: Team, change_id: str) -> messages.Teller:
    """What is told of the team's channel, once it is known how the bot stands to it."""
    view = _view(request, team)

    def tell(state: messages.ChannelState) -> Message:
        return messages.set_to(request.language, view, state, change_id)

    return tell


def _view(request: Request, team: Team) -> messages.ChannelView:
    recurrence = for_channels(request.workspace)
    assert recurrence.weekday is not None
    return messages.ChannelView(
        team.id,
        team.name,
        team.channel_id,
        request.language_of(team),
        recurrence.weekday,
        f"{recurrence.at:%H:%M}",
        team.wins,
    )


def _language(request: Request, typed: str | None) -> str | None:
    """The language that was typed. Refuses one that we do not speak."""
    if typed is None:
        return None
    return str(checked(SETTINGS["language"], value_meant("language", typed, request.today, request.language), ""))

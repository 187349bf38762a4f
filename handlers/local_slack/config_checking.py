"""What must hold between the parts of a configuration, once each part has been read."""

from zoneinfo import ZoneInfo

from handlers.local_slack.config_parts import WorkspaceConfig
from handlers.local_slack.config_reading import ConfigError


def check_workspace(workspace: WorkspaceConfig, place: str) -> None:
    """Looks for ids that are used twice, zones and names that do not exist, and the like. Raises ConfigError."""
    if bool(workspace.app) == bool(workspace.apps):
        raise ConfigError(f"{place}.app: either `app` or `apps` is needed")
    apps = workspace.every_app()
    people = [*(u.id for u in workspace.users), *(app.bot_user_id for app in apps.values())]
    check_unique(people, f"{place}.users", "id")
    for name in ("id", "bot_id"):
        check_unique([getattr(app, name) for app in apps.values()], f"{place}.apps", name)
    check_unique([c.id for c in workspace.channels], f"{place}.channels", "id")
    for number, user in enumerate(workspace.users):
        try:
            ZoneInfo(user.tz)
        except (KeyError, ValueError, OSError):
            raise ConfigError(f'{place}.users[{number}].tz: "{user.tz}" is not a time zone') from None
    for number, channel in enumerate(workspace.channels):
        for member in channel.members or []:
            if member not in people:
                raise ConfigError(f'{place}.channels[{number}].members: "{member}" is nobody\'s id')
    for where, app in apps.items():
        for number, command in enumerate(app.commands):
            if not command.command.startswith("/"):
                raise ConfigError(
                    f'{place}.{where}.commands[{number}].command: "{command.command}" must start with "/"'
                )
        for number, shortcut in enumerate(app.shortcuts):
            if shortcut.type not in ("global", "message"):
                raise ConfigError(
                    f'{place}.{where}.shortcuts[{number}].type: "{shortcut.type}" is not "global" or "message"'
                )


def check_unique(values: list[str], place: str, name: str) -> None:
    """Raises ConfigError when a value stands there twice."""
    for value in values:
        if values.count(value) > 1:
            raise ConfigError(f'{place}: the {name} "{value}" is used twice')

"""What `bot.py connect` and `bot.py sync` print."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from messages.words import words
from models.connections.mapping import Mapped, Question
from models.connections.preview import Preview
from models.connections.status import Status
from models.money import Money

SECTIONS = ((Mapped.PERSON, "people"), (Mapped.STAGE, "stages"), (Mapped.KIND, "kinds"))


def previewed(language: str, account: str, seen: Preview, *, is_started: bool | None) -> list[str]:
    """What would change, and what has to be mapped, ready for `--map`. `is_started` None: it runs already."""
    say = words(language).bare
    before, after = (Money(minor, seen.currency) for minor in (seen.sales_before, seen.sales_after))
    lines = [say("connections.terminal_account", account=account)]
    lines.append(
        say(
            "connections.terminal_would_come",
            deals=seen.deals,
            known=seen.deals_known,
            activities=seen.activities,
            before=before,
            after=after,
            is_complete=seen.is_complete,
        )
    )
    lines += _waiting(language, seen.waiting)
    if is_started is not None:
        lines.append(say("connections.terminal_started" if is_started else "connections.terminal_not_started"))
    return [" ".join(line.split()) if not line.startswith(("[", '"')) else line for line in lines]


def listed(language: str, found: Sequence[Status], now: datetime) -> list[str]:
    """The connections, one a line."""
    say = words(language).bare
    if not found:
        return [_line(say("connections.terminal_none"))]
    return [_line(standing(language, status, now)) for status in found]


def standing(language: str, status: Status, now: datetime) -> str:
    """How a connection stands, in one line."""
    lag = status.lag(now)
    return _line(
        words(language).bare(
            "connections.terminal_stands",
            name=status.connection.name,
            vendor=status.connection.vendor,
            state=status.connection.state,
            minutes=None if lag is None or status.read_at is None else round(lag / 60),
            percent=status.percent,
            error=status.error,
            waiting=len(status.waiting),
            not_taken=status.not_taken,
        )
    )


def steered(language: str, name: str, what: str, *, keeps_facts: bool) -> str:
    """It was paused, goes on, or was removed."""
    return _line(words(language).bare("connections.terminal_steered", name=name, what=what, keeps_facts=keeps_facts))


def dated(language: str, name: str, rule: str) -> str:
    """By which day a win counts: `entered` or `close_date`."""
    return _line(words(language).bare("connections.terminal_dated", name=name, rule=rule))


def read(language: str, status: Status, counts: Mapping[str, int] | None, error: str) -> list[str]:
    """What a run did; `counts` None: another process reads it."""
    say, name = words(language).bare, status.connection.name
    if counts is None:
        return [_line(say("connections.terminal_taken", name=name))]
    did = {
        said: sum(count for key, count in counts.items() if key.endswith(f":{word}"))
        for said, word in (("new", "new"), ("changed", "changed"), ("gone", "gone"), ("not_taken", "failed"))
    }
    lines = [_line(say("connections.terminal_read", name=name, **did, error=error))]
    return [*lines, *_waiting(language, status.waiting)]


def _waiting(language: str, waiting: Sequence[Question]) -> list[str]:
    if not waiting:
        return []
    lines = [_line(words(language).bare("connections.terminal_to_map", number=len(waiting)))]
    for what, section in SECTIONS:
        of_this = [one for one in waiting if one.what is what]
        if of_this:
            lines.append(f"[{section}]")
            lines += [f'"{one.remote_id}" = ""  # {one.label}' for one in of_this]
    return lines


def _line(text: str) -> str:
    return " ".join(text.split())

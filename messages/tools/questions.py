"""The two questions of a poll about a tool, and what comes after them."""

from datetime import date

from messages.blocks import Message, button, buttons, rendered, section, small
from messages.tools.overview import OPEN, SEE
from messages.words import words
from models.tools.counting import Help, Use

USE, HELP = "tools.use", "tools.help"


def first(language: str, name: str, poll_id: str, closes_on: date) -> Message:
    """“Do you use it?”"""
    say = words(language)
    text = say("tools.ask_use", name=name)
    row = [button(say.bare(f"tools.use_{one.value}"), f"{USE}:{one.value}", f"{poll_id} {one.value}") for one in Use]
    return Message(text, rendered(section(text), buttons(*row), small(say("tools.ask_note", day=closes_on))))


def second(language: str, name: str, poll_id: str, use: Use) -> Message:
    """“Does it help you?” The first answer travels in the buttons: nothing is stored before both are there."""
    say = words(language)
    text = say("tools.ask_help", name=name, use=say(f"tools.use_{use.value}"))
    row = [
        button(say.bare(f"tools.help_{one.value}"), f"{HELP}:{one.value}", f"{poll_id} {use.value} {one.value}")
        for one in Help
    ]
    return Message(text, rendered(section(text), buttons(*row)))


def thanks(language: str, name: str, closes_on: date) -> Message:
    """Both are counted."""
    say = words(language)
    text = say("tools.thanks", name=name, day=closes_on)
    return Message(text, rendered(section(text, button=button(say.bare("tools.to_list"), OPEN))))


def over(language: str, name: str, tool_id: str) -> Message:
    """To who asked: the poll is over."""
    say = words(language)
    text = say("tools.poll_is_over", name=name)
    return Message(text, rendered(section(text, button=button(say.bare("tools.see"), f"{SEE}:{tool_id}", tool_id))))

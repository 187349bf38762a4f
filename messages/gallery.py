"""One example of every message, modal and Home tab, in a language: what people can see.

Each feature adds its examples in `messages/examples/<feature>.py` as a function
`examples(language) -> Iterator[tuple[str, Message | View]]`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from messages import examples
from messages.blocks import Json, Message, View


@dataclass(frozen=True)
class Example:
    """A named message or view."""

    name: str
    shown: Message | View

    @property
    def surface(self) -> str:
        """`message`, `modal` or `home`."""
        return "message" if isinstance(self.shown, Message) else str(self.shown.json["type"])

    @property
    def text(self) -> str:
        """The message's text; a view's title."""
        if isinstance(self.shown, Message):
            return self.shown.text
        return str(self.shown.json.get("title", {}).get("text", ""))

    @property
    def blocks(self) -> list[Json]:
        """The blocks as Slack takes them."""
        return self.shown.blocks if isinstance(self.shown, Message) else self.shown.json["blocks"]


def gallery(language: str) -> Iterator[Example]:
    """Every example in this language, by feature."""
    for module in sorted(iter_modules(examples.__path__), key=lambda found: found.name):
        feature = import_module(f"messages.examples.{module.name}")
        for name, shown in feature.examples(language):
            yield Example(f"{module.name}.{name}", shown)

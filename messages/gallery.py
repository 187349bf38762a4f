"""One example of every message, modal and Home tab, in a language: what people can see.

Each feature adds its examples as a function `examples(language) -> Iterator[tuple[str, Message | View]]`: in
`messages/<feature>/examples.py` (or `…_examples.py`, for a part of it), or, where the feature is one file, in
`messages/examples/<feature>.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import walk_packages

import messages
from messages.blocks import Json, Message, View


@dataclass(frozen=True)
class Example:
    """A named message or view."""

    name: str
    view: Message | View

    @property
    def surface(self) -> str:
        """`message`, `modal` or `home`."""
        return "message" if isinstance(self.view, Message) else str(self.view.json["type"])

    @property
    def text(self) -> str:
        """The message's text; a view's title."""
        if isinstance(self.view, Message):
            return self.view.text
        return str(self.view.json.get("title", {}).get("text", ""))

    @property
    def blocks(self) -> list[Json]:
        """The blocks as Slack takes them."""
        return self.view.blocks if isinstance(self.view, Message) else self.view.json["blocks"]


def gallery(language: str) -> Iterator[Example]:
    """Every example in this language, by feature."""
    for feature, module in sorted(_modules()):
        for name, view in import_module(module).examples(language):
            yield Example(f"{feature}.{name}", view)


def _modules() -> Iterator[tuple[str, str]]:
    """The name of each feature (`audit_results` for a part of one) with the module of its examples."""
    for found in walk_packages(messages.__path__, "messages."):
        _, *folders, file = found.name.split(".")
        if folders == ["examples"]:
            yield file, found.name
        elif folders and file.endswith("examples"):
            yield ("_".join([*folders, file.removesuffix("examples").removesuffix("_")]).rstrip("_"), found.name)

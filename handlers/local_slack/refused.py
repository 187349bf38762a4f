"""The one way of saying no in the local Slack."""


class Refused(Exception):  # noqa: N818 - an answer to whoever asked, not an error of the program
    """Slack, or a person's client, does not do what was asked; `code` is Slack's error code or the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

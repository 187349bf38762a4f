"""The forms of tools: one of the list, and a poll about it."""

from datetime import date

import slackblocks as sb

from messages.blocks import View, choice, field_input, modal
from messages.tools.views import ToolView
from messages.words import words
from models.tools.actions import A_YEAR
from models.tools.records import LONGEST_NAME, ToolType

FORM, POLL_FORM = "tools.form", "tools.poll_form"


def tool(language: str, view: ToolView | None = None, kind: str = "", name: str = "") -> View:
    """A tool: type, name, owner, cost, what it is linked with. `view`: the one that is changed."""
    say = words(language)
    kinds = {one.value: choice(say.bare(f"tools.type_{one.value}"), one.value) for one in ToolType}
    pers = {one: choice(say.bare(f"tools.per_{one}"), one) for one in A_YEAR}
    cost = "" if view is None or view.cost is None else f"{view.cost.amount:f} {view.cost.currency}"
    links = ", ".join(view.links) if view else ""
    return modal(
        say.bare("tools.form_change" if view else "tools.form_add"),
        [
            field_input(
                say.bare("tools.field_kind"),
                "kind",
                sb.StaticSelectMenu(
                    "tools.kind", options=list(kinds.values()), initial_option=kinds.get(view.kind if view else kind)
                ),
            ),
            field_input(
                say.bare("tools.field_name"),
                "name",
                sb.PlainTextInput(
                    "tools.name", initial_value=(view.name if view else name) or None, max_length=LONGEST_NAME
                ),
            ),
            field_input(
                say.bare("tools.field_owner"),
                "owner",
                sb.UserSelectMenu("tools.owner", initial_user=(view.owner_user if view else "") or None),
                optional=True,
                hint=say.bare("tools.hint_owner"),
            ),
            field_input(
                say.bare("tools.field_cost"),
                "cost",
                sb.PlainTextInput("tools.cost", initial_value=cost or None, max_length=40),
                optional=True,
                hint=say.bare("tools.hint_cost"),
            ),
            field_input(
                say.bare("tools.field_per"),
                "per",
                sb.StaticSelectMenu(
                    "tools.per", options=list(pers.values()), initial_option=pers[view.per if view else "month"]
                ),
            ),
            field_input(
                say.bare("tools.field_links"),
                "links",
                sb.PlainTextInput("tools.links", initial_value=links or None, max_length=300),
                optional=True,
                hint=say.bare("tools.hint_links"),
            ),
        ],
        callback_id=FORM,
        submit=say.bare("tools.save"),
        close=say.bare("tools.cancel"),
        private_metadata=view.id if view else "",
    )


def poll(language: str, view: ToolView, until: date) -> View:
    """Until when everybody is asked about a tool."""
    say = words(language)
    return modal(
        say.bare("tools.form_poll"),
        [
            field_input(
                say.bare("tools.field_until", name=view.name),
                "until",
                sb.DatePicker("tools.until", initial_date=until.isoformat()),
                hint=say.bare("tools.hint_until"),
            )
        ],
        callback_id=POLL_FORM,
        submit=say.bare("tools.poll_send"),
        close=say.bare("tools.cancel"),
        private_metadata=view.id,
    )

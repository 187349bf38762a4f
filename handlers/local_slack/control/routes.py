"""The addresses of the control API."""

from aiohttp import web

from handlers.local_slack.control import arranging, conversing, doing, faulting, seeing, uploading
from handlers.local_slack.control.asking import Action, Ask, answered
from handlers.local_slack.control.streaming import PageStream
from handlers.local_slack.platform import Platform
from handlers.local_slack.wire import Payload

READ: dict[str, Action] = {
    "state": seeing.state,
    "messages": seeing.messages,
    "thread": seeing.thread,
    "views": seeing.views,
    "log": seeing.log,
    "tour": seeing.tour,
    "clock": arranging.read_clock,
    "faults": faulting.read_faults,
}
DO: dict[str, Action] = {
    "type": doing.type_text,
    "upload": uploading.upload,
    "click": doing.click,
    "fill": doing.fill_field,
    "submit": doing.submit_modal,
    "close": doing.close_modal,
    "open_home": doing.open_home,
    "open_dm": conversing.open_dm,
    "edit": conversing.edit_message,
    "delete": conversing.delete_message,
    "react": conversing.react,
    "shortcut": conversing.run_shortcut,
    "mark_read": conversing.mark_read,
    "options": doing.options,
    "clock": arranging.move_clock,
    "tour": arranging.put_tour_away,
    "user": arranging.change_user,
    "dnd": arranging.set_quiet,
    "invite": arranging.invite,
    "fault": faulting.add_fault,
    "rate_limits": faulting.rate_limits,
    "refused_blocks": faulting.refused_blocks,
    "disconnect": faulting.disconnect,
    "uninstall": faulting.uninstall,
    "install": faulting.install,
    "verify": arranging.verify_request_url,
}


def control_routes(platform: Platform) -> list[web.RouteDef]:
    """Everything under /control/."""
    return [
        *(web.get(f"/control/{name}", answered(platform, action)) for name, action in READ.items()),
        *(web.post(f"/control/{name}", answered(platform, in_time(action))) for name, action in DO.items()),
        web.delete("/control/faults", answered(platform, faulting.clear_faults)),
        web.get("/control/stream", PageStream(platform).serve),
    ]


def in_time(action: Action) -> Action:
    """The action, once everything has come to the time at which it is done."""

    async def act(ask: Ask) -> Payload:
        await ask.platform.catch_up()
        return await action(ask)

    return act

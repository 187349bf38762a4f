"""The one origin: Web API, Socket Mode, response_urls, files, OAuth consent, the control API and the page."""

from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from handlers.local_slack.answering import Answers
from handlers.local_slack.control.routes import control_routes
from handlers.local_slack.platform import Platform
from handlers.local_slack.web_api.endpoint import Endpoint

PAGE = Path(__file__).parent / "page"
NOT_IN_A_FRAME = "frame-ancestors 'none'"
"""Beside what the page says of itself, which cannot say this."""
LARGEST_BODY = 64 * 1024 * 1024  # bytes


def build_app(platform: Platform) -> web.Application:
    """The aiohttp application of one local Slack."""
    app = web.Application(client_max_size=LARGEST_BODY, middlewares=[_only_here])
    app.on_response_prepare.append(_always_fresh)
    site = Site(platform)
    app.add_routes(
        [
            web.route("*", "/api/{method}", Endpoint(platform).serve),
            web.get("/link", platform.socket_mode.serve),
            web.post("/response/{key}", Answers(platform).serve),
            web.post("/upload/{key}", site.take_upload),
            web.get("/files/{id}/{name}", site.give_file),
            web.get("/calendars/{name}.ics", site.give_calendar),
            web.get("/oauth/v2/authorize", site.consent),
            web.get("/app_redirect", site.open_app),
            *control_routes(platform),
            web.get("/", site.page),
            web.static("/", PAGE),
        ]
    )
    return app


async def _always_fresh(request: web.Request, response: web.StreamResponse) -> None:
    """A browser asks each time whether the page has changed; it takes nothing for what it is not, and puts it in no frame."""
    response.headers.setdefault("Cache-Control", "no-cache")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Content-Security-Policy", NOT_IN_A_FRAME)
    response.headers.setdefault("Referrer-Policy", "no-referrer")


@web.middleware
async def _only_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses a request under a name of the internet: a web page could have given its own name this machine's address."""
    if not is_here(request.headers.get("Host", "")):
        raise web.HTTPForbidden(text="The local Slack answers to localhost, to an address and to names without a dot.")
    return await handler(request)


def is_here(host: str) -> bool:
    """Whether the `Host` of a request is an address, `localhost`, or a name of this machine's own network."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    try:
        return bool(ip_address(name))
    except ValueError:
        return name != "" and ("." not in name or name.endswith((".localhost", ".internal")))


class Site:
    """What is neither Web API nor control API."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    async def page(self, request: web.Request) -> web.FileResponse:
        """The page on which people use this Slack."""
        return web.FileResponse(PAGE / "index.html")

    async def take_upload(self, request: web.Request) -> web.Response:
        """The bytes of a file, as they are or in a form."""
        upload = self._platform.files.by_key.get(request.match_info["key"])
        if upload is None:
            raise web.HTTPNotFound(text="unknown upload")
        if request.content_type == "multipart/form-data":
            form = await request.post()
            parts = [v for v in form.values() if isinstance(v, web.FileField)]
            content = parts[0].file.read() if parts else b""
        else:
            content = await request.read()
        upload.content = content
        return web.Response(text=f"OK - {len(content)}")

    async def give_file(self, request: web.Request) -> web.Response:
        """A file, for the app (with its token) or a person of the workspace (`as`)."""
        upload = self._platform.files.by_id.get(request.match_info["id"])
        if upload is None or upload.content is None:
            raise web.HTTPNotFound
        workspace = self._platform.workspaces[upload.team]
        channel = workspace.channels.get(upload.channel)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        app = next((app for app in workspace.apps.values() if app.bot_token == token), None)
        reader = app.bot_user_id if app else request.query.get("as", "")
        if app is None and workspace.person(reader) is None:
            raise web.HTTPForbidden
        if channel and (reader not in channel.members or (app and "files:read" not in app.scopes)):
            raise web.HTTPFound("/")  # Slack asks whoever may not read it to sign in
        headers = {"Content-Disposition": f'attachment; filename="{upload.id}"', "X-Content-Type-Options": "nosniff"}
        return web.Response(body=upload.content, content_type="application/octet-stream", headers=headers)

    async def give_calendar(self, request: web.Request) -> web.Response:
        """A calendar, as calendars on the internet give theirs by a secret link."""
        found = self._platform.calendar_of(request.match_info["name"], self._platform.now())
        if found is None:
            raise web.HTTPNotFound
        return web.Response(body=found, content_type="text/calendar", charset="utf-8")

    async def open_app(self, request: web.Request) -> web.Response:
        """A link that opens an app in Slack (`https://slack.com/app_redirect?app=…&team=…`)."""
        workspace = self._platform.workspaces.get(request.query.get("team", ""))
        if workspace is None or request.query.get("app", "") not in workspace.apps:
            raise web.HTTPNotFound(text="there is no such app here")
        raise web.HTTPFound(f"/#{urlencode({'team': workspace.id})}")

    async def consent(self, request: web.Request) -> web.Response:
        """Slack's "Allow": the person `as` (or the first owner) of workspace `team` says yes at once.

        Or no (`deny`), for the whole organisation `enterprise`, or Slack itself answers with an `error`.
        """
        query = request.query
        known = self._platform.installs.of_client(query.get("client_id", ""))
        installed = known.get(query.get("team") or next(iter(known), ""))
        if installed is None:
            raise web.HTTPBadRequest(text="invalid_client_id")
        workspace = installed.workspace
        people = list(workspace.people.values())
        person = workspace.person(query.get("as", "")) or next((p for p in people if p.is_owner), people[0])
        redirect = query.get("redirect_uri", "")
        scopes = tuple(filter(None, query.get("scope", "").replace(" ", ",").split(",")))
        if not redirect:
            raise web.HTTPBadRequest(text="bad_redirect_uri")
        if not scopes:
            raise web.HTTPBadRequest(text="no_scopes")
        enterprise = query.get("enterprise", "")
        if query.get("deny") or query.get("error"):
            said = {"error": query.get("error") or "access_denied"}
        else:
            said = {"code": self._platform.installs.issue_code(installed, person.id, redirect, scopes, enterprise)}
        answer = urlencode(said | {"state": query.get("state", "")})
        raise web.HTTPFound(f"{redirect}{'&' if '?' in redirect else '?'}{answer}")

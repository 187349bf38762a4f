"""files.*: uploading in three steps: ask for an address, send the bytes, share."""

from typing import Any

from handlers.local_slack.channels import Channel
from handlers.local_slack.files import Upload
from handlers.local_slack.posting import Content, ContentRefused, app_message, read_content, store
from handlers.local_slack.web_api.call import ApiError, Call, invalid_arguments, method
from handlers.local_slack.web_api.chat import refused, thread_of
from handlers.local_slack.wire import Payload


@method("files.getUploadURLExternal", tier=4, scopes=("files:write",), json=False)
async def files_get_upload_url_external(call: Call) -> Payload:
    """An address for the bytes of one file."""
    filename = call.required("filename")
    if call.integer("length", 0) < 1:
        raise invalid_arguments("must be greater than 0 [json-pointer:/length]")
    upload = Upload(call.workspace.number("F"), call.team, call.app.id, filename, call.text("alt_txt"))
    key = call.platform.files.expect(upload)
    return {"upload_url": f"{call.platform.url}/upload/{key}", "file_id": upload.id}


@method("files.completeUploadExternal", tier=4, scopes=("files:write",))
async def files_complete_upload_external(call: Call) -> Payload:
    """Shares uploaded files in a conversation; a person's id is not taken as `channel_id`."""
    uploads = [_uploaded(call, given) for given in _given_files(call)]
    channel = _share_channel(call)
    created = int(call.platform.now().timestamp())
    shown = [u.as_slack(call.platform.url, call.app.bot_user_id, created) for u in uploads]
    if channel:
        content = _comment(call)
        thread = thread_of(call, channel)
        message = app_message(call.platform, call.workspace, call.app, content, thread)
        store(call.platform, call.workspace, channel, message | {"files": shown, "upload": True})
    for upload in uploads:
        upload.is_shared = True
    return {"files": [{"id": u.id, "title": u.title or u.filename} for u in uploads]}


def _given_files(call: Call) -> list[Any]:
    given = call.structure("files", "invalid_arguments")
    if not isinstance(given, list) or not given:
        raise invalid_arguments("missing required field: files")
    return given


def _uploaded(call: Call, given: Any) -> Upload:
    upload = call.platform.files.by_id.get(str(given.get("id"))) if isinstance(given, dict) else None
    if upload is None or (upload.team, upload.app) != (call.team, call.app.id):
        raise ApiError("file_not_found")
    if upload.content is None or upload.is_shared:
        raise ApiError("file_not_found")
    upload.title = str(given.get("title") or "")
    return upload


def _share_channel(call: Call) -> Channel | None:
    wanted = call.text("channel_id") or call.text("channels").partition(",")[0]
    if not wanted:
        return None
    channel = call.workspace.channels.get(wanted)
    if channel is None or not call.sees(channel):
        raise ApiError("channel_not_found")
    if call.app.bot_user_id not in channel.members:
        raise ApiError("not_in_channel")
    if channel.is_archived:
        raise ApiError("is_archived")
    return channel


def _comment(call: Call) -> Content:
    """What is said with the files; where there is a text, blocks are left aside."""
    blocks = call.structure("blocks", "invalid_blocks_format")
    comment = call.text("initial_comment")
    if comment or not blocks:
        return Content(comment)
    try:
        return read_content(call.workspace, comment, blocks)
    except ContentRefused as refusal:
        raise refused(refusal) from None


@method("files.info", tier=4, scopes=("files:read",), json=False)
async def files_info(call: Call) -> Payload:
    """One file."""
    upload = _seen(call)
    created = int(call.platform.now().timestamp())
    return {"file": upload.as_slack(call.platform.url, call.app.bot_user_id, created), "comments": []}


@method("files.delete", tier=3, scopes=("files:write",))
async def files_delete(call: Call) -> Payload:
    """Deletes a file; the message that shared it stays."""
    upload = _own(call)
    del call.platform.files.by_id[upload.id]
    for channel in call.workspace.channels.values():
        for message in channel.messages:
            if "files" in message:
                message["files"] = [f for f in message["files"] if f["id"] != upload.id]
    return {}


def _seen(call: Call) -> Upload:
    """A file of the app's own, or one that somebody shared where the app is."""
    upload = call.platform.files.by_id.get(call.required("file", "file_not_found"))
    channel = call.workspace.channels.get(upload.channel) if upload and upload.team == call.team else None
    if upload and channel and call.app.bot_user_id in channel.members:
        return upload
    return _own(call)


def _own(call: Call) -> Upload:
    upload = call.platform.files.by_id.get(call.required("file", "file_not_found"))
    if upload is None or (upload.team, upload.app) != (call.team, call.app.id):
        raise ApiError("file_not_found")
    return upload

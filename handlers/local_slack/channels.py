"""Channels and direct messages, with what was said in them."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from handlers.local_slack.form_state import StateKey
from handlers.local_slack.wire import Payload


@dataclass
class Whisper:
    """An ephemeral message: for one reader, and in nobody's history."""

    reader: str
    message: Payload


@dataclass
class Scheduled:
    """A message that waits for its moment."""

    id: str
    post_at: int
    date_created: int
    message: Payload


@dataclass
class Channel:
    """A channel, a direct message (`is_im`) between two accounts, or one of a small group (`is_mpim`)."""

    id: str
    name: str
    created: int
    creator: str = ""
    topic: str = ""
    purpose: str = ""
    is_im: bool = False
    is_mpim: bool = False
    is_private: bool = False
    is_archived: bool = False
    members: list[str] = field(default_factory=list)
    messages: list[Payload] = field(default_factory=list)
    whispers: list[Whisper] = field(default_factory=list)
    scheduled: dict[str, Scheduled] = field(default_factory=dict)
    last_read: dict[str, str] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    entered: dict[tuple[str, str], dict[StateKey, Payload]] = field(default_factory=dict)  # by message and person

    def add(self, message: Payload) -> None:
        """Stores a message; timestamps only ever grow, so it is the last one."""
        self.messages.append(message)
        self.order.append(message["ts"])
        if root := self.find(message.get("thread_ts", "")):
            self._count_replies(root)

    def find(self, ts: str) -> Payload | None:
        """The message with this timestamp, or None."""
        place = bisect_left(self.order, ts)
        found = place < len(self.order) and self.order[place] == ts
        return self.messages[place] if found else None

    def remove(self, ts: str) -> None:
        """Deletes a message for good."""
        place = bisect_left(self.order, ts)
        message = self.messages.pop(place)
        self.order.pop(place)
        if root := self.find(message.get("thread_ts", "")):
            self._count_replies(root)

    def replies(self, ts: str) -> list[Payload]:
        """The thread under a message: the message itself first."""
        return [m for m in self.messages if m["ts"] == ts or m.get("thread_ts") == ts]

    def unread(self, reader: str) -> int:
        """How many messages somebody else has posted since the reader last looked."""
        start = bisect_right(self.order, self.last_read.get(reader, ""))
        return sum(1 for m in self.messages[start:] if m.get("user") != reader and stands_in_channel(m))

    @property
    def is_general(self) -> bool:
        """The channel that nobody leaves."""
        return self.name == "general"

    @property
    def told_name(self) -> str:
        """The name in what an app is told: a private channel's is not given away."""
        return "privategroup" if self.is_private and not self.is_mpim else self.name

    @property
    def kind(self) -> str:
        """What the Web API calls a conversation like this one."""
        if self.is_im:
            return "im"
        return "mpim" if self.is_mpim else "private_channel" if self.is_private else "public_channel"

    def partner(self, reader: str) -> str:
        """The other side of a direct message."""
        return next((m for m in self.members if m != reader), reader)

    def whisper(self, ts: str, reader: str) -> Whisper | None:
        """The ephemeral message with this timestamp, when it is this reader's."""
        return next((w for w in self.whispers if w.message["ts"] == ts and w.reader == reader), None)

    def _count_replies(self, root: Payload) -> None:
        replies = [m for m in self.messages if m.get("thread_ts") == root["ts"] and m is not root]
        if not replies:
            for name in ("thread_ts", "reply_count", "reply_users", "reply_users_count", "latest_reply"):
                root.pop(name, None)
            return
        people = list(dict.fromkeys(m.get("user") or m["bot_id"] for m in replies))
        root |= {
            "thread_ts": root["ts"],
            "reply_count": len(replies),
            "reply_users": people,
            "reply_users_count": len(people),
            "latest_reply": replies[-1]["ts"],
        }

    def as_slack(self, reader: str, *, counted: bool = False) -> Payload:
        """The conversation object, as the app sees it; `num_members` only where Slack counts."""
        shown: Payload = {
            "id": self.id,
            "created": self.created,
            "is_archived": self.is_archived,
            "is_im": self.is_im,
            "is_org_shared": False,
        }
        if self.is_im:
            return shown | {"user": self.partner(reader), "is_user_deleted": False, "priority": 0}
        return (
            shown
            | {
                "name": self.name,
                "name_normalized": self.name,
                "is_channel": not self.is_private,
                "is_group": self.is_private,
                "is_mpim": self.is_mpim,
                "is_private": self.is_private,
                "is_general": self.is_general,
                "is_shared": False,
                "is_ext_shared": False,
                "is_member": reader in self.members,
                "creator": self.creator,
                "topic": {"value": self.topic, "creator": self.creator, "last_set": self.created},
                "purpose": {"value": self.purpose, "creator": self.creator, "last_set": self.created},
            }
            | ({"num_members": len(self.members)} if counted else {})
        )


def by(name: str, message: Payload) -> Payload:
    """Who wrote a message, as the field of this `name`; nothing when an app did that went by another name."""
    return {name: message["user"]} if "user" in message else {}


def stands_in_channel(message: Payload) -> bool:
    """Whether a message is in the conversation itself: no answer in a thread, unless that was sent to the channel too."""
    is_answer = message.get("thread_ts", message["ts"]) != message["ts"]
    return not is_answer or message.get("subtype") == "thread_broadcast"

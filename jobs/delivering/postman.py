"""The postman of one workspace: claim, commit, send, confirm; and look up what got no answer."""

import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from jobs.cadence import Cadence
from jobs.delivering.claiming import CannotComposeError, Claimed, Words, claim_next, claimed, recipient_of, words_ahead
from jobs.delivering.looking_up import Seen, look_up
from jobs.delivering.outcome import Outcome
from jobs.delivering.pacing import Pace
from jobs.delivering.sending import Answer, Lost, NotNow, Refused, Sent, send
from messages.command_names import USUAL_NAMES, CommandNames
from models.delivery import ledger
from models.delivery.planning import round_of
from models.delivery.records import Delivery, DeliveryState
from models.workspace.queries import workspace_of
from models.workspace.secrets import Secrets

InDatabase: TypeAlias = Callable[[Callable[[Session], Any]], Awaitable[Any]]

LONGEST_TURN = 50.0
"""Seconds for one workspace in one tick; the rest of its messages wait for the next."""
SHORT_WAIT = 5.0
"""Seconds of Retry-After that are waited out within the tick."""
A_MOMENT = 1.0
"""Seconds from claim to post within which the lease cannot have run out; later the ledger is asked again."""
CLOCK_SKEW = timedelta(minutes=10)
"""Our clock and Slack's may differ so much: the look-up starts this much earlier."""
log = logging.getLogger("koers.clock")


class Since:
    """The time since now, also where this process, or the machine under it, stands still meanwhile."""

    def __init__(self) -> None:
        self._began = self._clocks()

    def seconds(self) -> float:
        """By whichever clock says more: one goes on while the machine sleeps, the other is never set back."""
        return max(now - then for now, then in zip(self._clocks(), self._began, strict=True))

    @staticmethod
    def _clocks() -> tuple[float, float]:
        return time.monotonic(), time.time()


class Postman:
    """Delivers for one workspace during one tick."""

    def __init__(
        self,
        client: AsyncWebClient,
        workspace_id: str,
        cadences: Mapping[str, Cadence],
        now: Callable[[], datetime],
        pace: Pace,
        read: InDatabase,
        write: InDatabase,
        outcomes: list[Outcome],
        keys: Secrets | None = None,
        names: CommandNames = USUAL_NAMES,
    ) -> None:
        self.client = client
        self.workspace_id = workspace_id
        self.cadences = cadences
        self.now = now
        self.pace = pace
        self.read = read
        self.write = write
        self.outcomes = outcomes
        self.keys = keys
        self.names = names

    # --- send --------------------------------------------------------------------------------------

    async def send_what_waits(self) -> None:
        """Send one after the other, at the pace that Slack allows: it is waited for before the claim, not with the lease running."""
        stop_at = time.monotonic() + LONGEST_TURN
        while time.monotonic() < stop_at:
            await self.pace.wait_for_workspace(self.workspace_id)
            cooling = self.pace.cooling(self.workspace_id)
            since = Since()
            one = await self._take(cooling)
            if one is None:
                if not cooling:
                    return
                await self.pace.wait_for_a_channel(self.workspace_id)
                continue
            message = self.names.renamed(one.message)
            if since.seconds() > A_MOMENT and not await self._still_holds(one):
                continue
            answer = await send(self.client, one.id, one.channel, message, rich=one.rich, thread_ts=one.thread_ts)
            self.pace.sent(self.workspace_id, one.recipient)
            await self._note(one, answer)
            if isinstance(answer, NotNow):
                if answer.seconds > SHORT_WAIT:
                    return
                await self.pace.sleep(answer.seconds)

    async def _still_holds(self, one: Claimed) -> bool:
        """Whether nobody else took it over while this process stood still: stopped, suspended, or moved as a whole."""

        def work(session: Session) -> bool:
            return ledger.still_holds(session, self.workspace_id, one.id, one.claims, self.now())

        return bool(await self.write(work))

    async def _take(self, cooling: set[str]) -> Claimed | None:
        while True:
            passed: list[Outcome] = []

            def look(session: Session) -> Words | None:
                return words_ahead(session, self.workspace_id, self.cadences, self.now(), cooling, self.keys)

            try:
                one: Claimed | None = await self.write(self._claiming(cooling, passed, await self.read(look)))
            except CannotComposeError as error:
                await self._give_up(error)
                continue
            self.outcomes += passed
            return one

    def _claiming(
        self, cooling: set[str], passed: list[Outcome], ahead: Words | None
    ) -> Callable[[Session], Claimed | None]:
        def work(session: Session) -> Claimed | None:
            now = self.now()
            return claim_next(session, self.workspace_id, self.cadences, now, cooling, passed, self.keys, ahead)

        return work

    async def _give_up(self, error: CannotComposeError) -> None:
        reference = secrets.token_hex(4)
        log.error("delivery %s has no words, reference %s", error.delivery_id, reference, exc_info=error)

        def work(session: Session) -> Outcome:
            why = f"it could not be written, reference {reference}"
            ledger.fail(session, self.workspace_id, error.delivery_id, why, self.now())
            return self._outcome(session, error.delivery_id)

        self.outcomes.append(await self.write(work))

    async def _note(self, one: Claimed, answer: Answer) -> None:
        def work(session: Session) -> Outcome:
            now = self.now()
            match answer:
                case Sent(channel_id, ts, in_plain_blocks):
                    ledger.confirm(session, self.workspace_id, one.id, channel_id, ts, now)
                    if in_plain_blocks:
                        workspace_of(session, self.workspace_id).takes_rich_blocks = False
                case NotNow(why, seconds):
                    until = now if seconds <= SHORT_WAIT else now + timedelta(seconds=seconds)
                    ledger.give_back(session, self.workspace_id, one.id, one.claims, until, why)
                    self._pause(session, until)
                case Refused(why):
                    ledger.refuse(session, self.workspace_id, one.id, one.claims, why, now)
                case Lost(why):
                    ledger.lose(session, self.workspace_id, one.id, one.claims, why, now)
            return self._outcome(session, one.id)

        self.outcomes.append(await self.write(work))

    def _pause(self, session: Session, until: datetime) -> None:
        this_round = round_of(session, self.workspace_id)
        this_round.paused_until = until
        session.add(this_round)

    # --- look up -----------------------------------------------------------------------------------

    async def look_up_what_is_unknown(self) -> None:
        """Ask Slack for every message that got no answer, before anything is sent again."""
        while (one := await self.write(self._take_unknown)) is not None:
            oldest = (one.posted_after - CLOCK_SKEW).timestamp()
            text = self.names.renamed(one.message["text"])
            seen = await look_up(self.client, one.id, text, one.channel, oldest, one.thread_ts)
            await self._note_seen(one, seen)
            if isinstance(seen, NotNow):
                return

    def _take_unknown(self, session: Session) -> Claimed | None:
        while delivery := ledger.claim_look_up(session, self.workspace_id, self.now()):
            workspace = workspace_of(session, self.workspace_id)
            recipient = recipient_of(session, workspace, delivery, self.now())
            if recipient is not None:
                return claimed(session, workspace, delivery, recipient)
            why = "no answer, and the recipient is no longer here"
            ledger.fail(session, self.workspace_id, delivery.id, why, self.now())
            session.flush()
        return None

    async def _note_seen(self, one: Claimed, seen: Seen | NotNow | Refused) -> None:
        def work(session: Session) -> Outcome:
            now = self.now()
            match seen:
                case Seen(channel_id, ts) if ts:
                    ledger.found(session, self.workspace_id, one.id, channel_id, ts, now)
                case Seen():
                    ledger.not_there(session, self.workspace_id, one.id, one.claims, now)
                case NotNow(why, seconds):
                    again_at = now + timedelta(seconds=seconds)
                    ledger.cannot_look(session, self.workspace_id, one.id, one.claims, why, again_at, now)
                case Refused(why):
                    again_at = now + timedelta(hours=1)
                    ledger.cannot_look(session, self.workspace_id, one.id, one.claims, why, again_at, now)
            return self._outcome(session, one.id)

        self.outcomes.append(await self.write(work))

    def _outcome(self, session: Session, delivery_id: str) -> Outcome:
        session.flush()
        delivery = session.get(Delivery, (self.workspace_id, delivery_id), populate_existing=True)
        assert delivery is not None
        if delivery.state == DeliveryState.PENDING:
            return Outcome.of(delivery, "waits", delivery.error or "it will be sent again")
        return Outcome.of(delivery, delivery.state, delivery.error)

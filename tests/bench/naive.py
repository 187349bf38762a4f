"""What one would write instead: Bolt, one insert and one count by SQLModel in a thread, each commit down to the disk."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from slack_bolt.async_app import AsyncApp
from sqlalchemy import MetaData, event, func
from sqlmodel import Field, Session, SQLModel, col, create_engine, select


class NaiveLog(SQLModel, table=True):
    """A line of the log; in a catalogue of its own, apart from the tables of Koers."""

    metadata = MetaData()
    __tablename__ = "naive_log"

    id: int | None = Field(default=None, primary_key=True)
    user_id: str = Field(index=True)
    kind: str
    account: str = Field(index=True)
    logged_at: datetime


def naive_app(file: Path, secret: str, authorize: Callable[..., Awaitable[Any]]) -> AsyncApp:
    """An app whose `/log meeting Acme` stores that and says how many there are this week."""
    engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": 60, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def safely(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    NaiveLog.metadata.create_all(engine)
    app = AsyncApp(signing_secret=secret, authorize=authorize)

    def store(user_id: str, text: str) -> int:
        kind, _, account = text.partition(" ")
        now = datetime.now(UTC)
        monday = (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
        with Session(engine) as session:
            session.add(NaiveLog(user_id=user_id, kind=kind, account=account, logged_at=now))
            session.commit()
            this_week = select(func.count(col(NaiveLog.id))).where(
                NaiveLog.user_id == user_id, NaiveLog.kind == kind, col(NaiveLog.logged_at) >= monday
            )
            return session.exec(this_week).one()

    @app.command("/log")
    async def log(ack: Any, command: dict[str, Any]) -> None:
        count = await asyncio.to_thread(store, command["user_id"], command["text"])
        await ack(f"Logged: {command['text']}. That is {count} this week.")

    return app

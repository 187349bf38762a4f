"""`/audit` as people type it, and what they type while a survey asks them something."""

from datetime import date

import pytest

from handlers.phrases import PersonForm, PersonRef, Reason, Unreadable
from handlers.phrases.audit import AuditPhrase, read_audit
from handlers.phrases.audit_answer import Said, Step, read_answer
from tests.handlers.phrases.known import MONDAY


def handle(name: str) -> PersonRef:
    return PersonRef(PersonForm.NAME, name)


DECEMBER = date(2026, 12, 12)
COMMANDS: list[tuple[str, AuditPhrase]] = [
    ("", AuditPhrase("overview")),
    ("list", AuditPhrase("overview")),
    ("uitleg", AuditPhrase("help")),
    ("?", AuditPhrase("help")),
    ("start", AuditPhrase("start")),
    ("start functions", AuditPhrase("start", "functions")),
    ("start functions everybody until 12 dec", AuditPhrase("start", "functions", everybody=True, deadline=DECEMBER)),
    (
        "start functies iedereen tot 12 dec anoniem",
        AuditPhrase("start", "functions", True, deadline=DECEMBER, anonymous=True),
    ),
    ("start organisatie iedereen t/m 12 december", AuditPhrase("start", "functions", True, deadline=DECEMBER)),
    (
        "start skills team North 2w named",
        AuditPhrase("start", "skills", team="North", deadline=date(2026, 12, 7), anonymous=False),
    ),
    ("start functions team North not anonymous", AuditPhrase("start", "functions", team="North", anonymous=False)),
    (
        "start functies team Noord West niet anoniem",
        AuditPhrase("start", "functions", team="Noord West", anonymous=False),
    ),
    ("start vaardigheden mijn team voor 12 dec", AuditPhrase("start", "skills", team="", deadline=DECEMBER)),
    (
        "start skills @anna, @bram and @carla by 12 dec",
        AuditPhrase("start", "skills", people=(handle("anna"), handle("bram"), handle("carla")), deadline=DECEMBER),
    ),
    ("start functions k=7 everybody", AuditPhrase("start", "functions", True, k=7)),
    (
        "start functions everybody k 4 two weeks",
        AuditPhrase("start", "functions", True, k=4, deadline=date(2026, 12, 7)),
    ),
    (
        "start functies iedereen k6 binnen 10 dagen",
        AuditPhrase("start", "functions", True, k=6, deadline=date(2026, 12, 3)),
    ),
    ("begin functies North", AuditPhrase("start", "functions", team="North")),
    ("continue", AuditPhrase("continue")),
    ("verder 2", AuditPhrase("continue", number=2)),
    ("close", AuditPhrase("close")),
    ("sluit 3", AuditPhrase("close", number=3)),
    ("stop #2", AuditPhrase("stop", number=2)),
    ("stoppen", AuditPhrase("stop")),
    ("reopen 3 until 12 dec", AuditPhrase("reopen", number=3, deadline=DECEMBER)),
    ("heropen tot 12 dec", AuditPhrase("reopen", deadline=DECEMBER)),
    ("reopen 3 1w", AuditPhrase("reopen", number=3, deadline=date(2026, 11, 30))),
    ("results", AuditPhrase("results")),
    ("results 2 pdf", AuditPhrase("results", number=2, file="pdf")),
    ("results 2 board", AuditPhrase("results", number=2, file="board")),
    ("resultaten directie", AuditPhrase("results", file="board")),
    ("results pdf @anna", AuditPhrase("results", file="pdf", people=(PersonRef(PersonForm.NAME, "anna"),))),
    ("resultaten vaardigheden csv", AuditPhrase("results", "skills", file="csv")),
    ("k 7", AuditPhrase("k", k=7)),
    ("share summary", AuditPhrase("share", form="summary")),
    ("deel 2 alles", AuditPhrase("share", number=2, form="full")),
    ("share with leaders only", AuditPhrase("share", form="leaders")),
    ("remind me tomorrow", AuditPhrase("remind", pace="tomorrow")),
    ("herinner me over 3 dagen", AuditPhrase("remind", pace="later")),
    ("remind only at the end", AuditPhrase("remind", pace="end")),
    ("herinner niet", AuditPhrase("remind", pace="never")),
    ("statement add strategy", AuditPhrase("statement", rest="add strategy")),
    ("norm onderhandelen 4,8", AuditPhrase("standard", rest="onderhandelen 4,8")),
]


@pytest.mark.parametrize(("text", "meant"), COMMANDS, ids=[text for text, _ in COMMANDS])
def test_it_is_read(text: str, meant: AuditPhrase) -> None:
    assert read_audit(text, MONDAY, teams=("North", "South")) == meant


@pytest.mark.parametrize(
    ("text", "reason", "rest"),
    [
        ("strat functions", Reason.UNKNOWN_ACTION, "strat"),
        ("start functons", Reason.UNKNOWN_WORD, "functons"),
        ("start functions everybody team North", Reason.SAID_TWICE, "team North"),
        ("start functions everybody @anna", Reason.SAID_TWICE, "@anna"),
        ("start functions until 12 dec until 14 dec", Reason.SAID_TWICE, "until 14 dec"),
        ("start functions k many", Reason.NOT_A_NUMBER, "many"),
        ("k", Reason.NUMBER_MISSING, ""),
        ("close 2 3", Reason.SAID_TWICE, "3"),
        ("share loudly", Reason.UNKNOWN_WORD, "loudly"),
        ("remind hourly", Reason.UNKNOWN_WORD, "hourly"),
    ],
)
def test_what_cannot_be_read_is_said_with_an_example(text: str, reason: Reason, rest: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_audit(text, MONDAY, language="nl", teams=("North",))
    assert (refused.value.reason, refused.value.rest) == (reason, rest)
    examples = {"k": "k 7", "close": "sluit 3", "share": "deel samenvatting", "remind": "herinner me morgen"}
    assert refused.value.example == examples.get(text.split()[0], "start functies iedereen tot 12 dec")


ANSWERS = [
    ("4", Said(Step.LEVEL, 4)),
    (" 4. ", Said(Step.LEVEL, 4)),
    ("four", Said(Step.LEVEL, 4)),
    ("Vier!", Said(Step.LEVEL, 4)),
    ("één", Said(Step.LEVEL, 1)),
    (":five:", Said(Step.LEVEL, 5)),
    ("don't know", Said(Step.DONT_KNOW)),
    ("Don’t know", Said(Step.DONT_KNOW)),
    ("weet niet", Said(Step.DONT_KNOW)),
    ("Weet ik niet.", Said(Step.DONT_KNOW)),
    ("back", Said(Step.BACK)),
    ("terug", Said(Step.BACK)),
    ("skip", Said(Step.SKIP)),
    ("Sla  over", Said(Step.SKIP)),
    ("pause", Said(Step.PAUSE)),
    ("pauze", Said(Step.PAUSE)),
    ("explain", Said(Step.EXPLAIN)),
    ("uitleg", Said(Step.EXPLAIN)),
    ("continue", Said(Step.CONTINUE)),
    ("verder", Said(Step.CONTINUE)),
    ("comment: Acme left *because* of this", Said(Step.COMMENT, text="Acme left *because* of this")),
    ("Opmerking: 4 calls", Said(Step.COMMENT, text="4 calls")),
]


@pytest.mark.parametrize(("text", "meant"), ANSWERS, ids=[text for text, _ in ANSWERS])
def test_a_word_of_a_conversation_in_either_language(text: str, meant: Said) -> None:
    assert read_answer(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "4 calls",
        "log 4",
        "/log",
        "meeting Acme",
        "0",
        "6",
        "44",
        "4 5",
        "comment:",
        "comment this",
        "back to Acme",
        "",
        "four calls",
        "4k",
        "vier belletjes",
        "uitleg Acme",
    ],
)
def test_anything_else_is_none_of_the_surveys_business(text: str) -> None:
    assert read_answer(text) is None

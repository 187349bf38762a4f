"""Reviews over time: one's own history, a manager's people by month, by manager, files to take along, and busy months."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from handlers.door.answers import SendFile, Whisper
from handlers.door.request import Press, Request
from handlers.reviews.command import command
from models.coaching.records import PairAction
from models.delivery.records import Delivery
from models.period import months_after
from models.refusal import Refusal
from models.reviews.actions import open_review
from models.reviews.figures import Figure, MonthFigures
from models.reviews.records import Asks, Review, ReviewState
from models.reviews.standing import Spread
from models.team.records import Leave, Person
from tests.conftest import LONG_AGO, NOW, Cast, acting
from tests.handlers.reviews.doors import listed, press, submit, texts

OCTOBER = date(2026, 10, 1)
AtTheDoor = Callable[..., Request]
FIGURES = MonthFigures(
    "behind",
    0.55,
    2,
    "sales_by_channel",
    "EUR",
    (
        Figure("sales_by_channel", "money", 43_000, 100_000, "behind", pace=0.43, weight=2),
        Figure("first_meetings", "count", 11, 10, "ahead", pace=1.1, weight=1),
    ),
)
JUDGED: dict[str, Any] = {"rating": "3", "comment": "", "strengths": "Prepares", "focus": "Budget", "agreed": None}
LOOKED_BACK: dict[str, Any] = {
    "went_well": "Two new customers",
    "self_rating": "4",
    "commitment": "Five first meetings",
    "commitment_kpi": "first_meetings",
    "commitment_by": "2026-11-30",
}


def signed(session: Session, rep: Person, manager: Person, month: date, rating: int = 3, **more: Any) -> Review:
    """A review of a month that was signed on its tenth day after."""
    at = NOW
    values: dict[str, Any] = {
        "commitment": f"Commitment of {month:%B}",
        "commitment_by": months_after(month, 2) - timedelta(days=1),
        "commitment_kpi": "first_meetings",
        "reflected_on": months_after(month, 1),
        "self_rating": 3,
        "figures": FIGURES.as_json(),
        "rating": rating,
        "state": ReviewState.SIGNED,
        **more,
    }
    review = Review(
        workspace_id="T1",
        person_id=rep.id,
        month=month,
        opened_on=months_after(month, 1),
        reviewer_id=manager.id,
        shared_at=at,
        closed_at=at,
        **values,
    )
    session.add(review)
    session.flush()
    return review


def said(answers: Any) -> str:
    return texts(answers)


def test_the_history_has_all_of_ones_own_page_by_page(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    """Eight months: six on the first page, two on the second; what became of one stands in the review after it."""
    for back in range(1, 9):
        month = months_after(OCTOBER, -back)
        signed(session, cast.anna, cast.carla, month, kept="kept" if back == 1 else "")
    first = command(request_of(cast.anna), "history")
    assert "Commitment of September" in said(first)
    assert "Commitment: Commitment of August (✓ kept)" in said(first)
    assert "not said whether it was kept" in said(first)
    assert "March 2026" not in said(first)
    second = press(request_of(cast.anna), Press("reviews.history:older", "2"))
    assert "March 2026" in said(second)
    assert "February 2026" in said(second)
    assert "Older" not in said(second)
    assert "no reviews yet" in said(
        command(request_of(cast.bram, message=""), "history")
    ).lower() or "nog geen" in said(command(request_of(cast.bram), "history"))


def test_a_signed_commitment_opens_the_next_review_with_before_and_after(
    request_of: AtTheDoor, session: Session, cast: Cast
) -> None:
    """11 first meetings in September. Of October nothing is recorded: the manager's part says 0 beside them."""
    signed(session, cast.anna, cast.carla, date(2026, 9, 1))
    review = open_review(session, cast.anna, OCTOBER, date(2026, 11, 2))
    submit(request_of(cast.anna), "reviews.self", {**LOOKED_BACK, "kept": "not"}, review.id)
    form = press(request_of(cast.carla), Press("reviews.write", review.id))
    assert "Commitment of September" in said(form)
    assert "not kept" in said(form)
    shown = submit(request_of(cast.carla), "reviews.manager", JUDGED, review.id)
    assert "11 in that month, 0 in this one" in said(shown)
    press(request_of(cast.carla), Press("reviews.share", review.id))
    press(request_of(cast.anna), Press("reviews.sign", review.id))
    assert review.promised is not None
    assert (review.promised["kept"], review.promised["before"], review.promised["now"]) == ("not", 11, 0)
    action = session.exec(select(PairAction)).one()
    assert (action.text, action.kpi, action.check_on) == ("Five first meetings", "first_meetings", date(2026, 11, 30))
    with pytest.raises(Refusal, match="already_closed"):
        press(request_of(cast.anna), Press("reviews.sign", review.id))
    assert len(session.exec(select(PairAction)).all()) == 1


def test_the_rating_of_the_numbers_says_why(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    """Sales 43 % weighs most; first meetings 110 % speaks against it, and is said as well."""
    review = signed(session, cast.anna, cast.carla, date(2026, 9, 1))
    read = said(press(request_of(cast.anna), Press("reviews.read", review.id)))
    assert "a 1 or a 2" in read
    assert read.index("43%") < read.index("110%")


def test_a_month_without_targets_asks_for_no_rating(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    cast.anna.sales_role = None  # no role, no usual targets
    session.flush()
    review = open_review(session, cast.anna, OCTOBER, date(2026, 11, 2))
    form = said(press(request_of(cast.carla), Press("reviews.write", review.id)))
    assert "You need not rate it" in form
    shown = submit(request_of(cast.carla), "reviews.manager", {**JUDGED, "rating": None}, review.id)
    assert "Prepares" in said(shown)
    assert (review.rating, review.state) == (None, ReviewState.DRAFTED)


def test_a_file_is_for_the_rep_and_the_manager_of_today(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    answer = "Two deals *slipped* by a holiday <b>"
    review = signed(
        session, cast.anna, cast.carla, OCTOBER, state=ReviewState.DISAGREED, answer=answer, focus="Ask for the budget"
    )
    for kind, starts in (("pdf", b"%PDF"), ("markdown", b"# Review of October 2026")):
        [file, _] = listed(command(request_of(cast.anna), f"{kind} 2026-10"))
        assert isinstance(file, SendFile)
        assert file.content.startswith(starts)
    markdown = file.content.decode()
    assert r"> Two deals \*slipped\* by a holiday \<b\>" in markdown, "word for word when it is read"
    assert "€43,000" in markdown
    assert "Ask for the budget" in markdown
    assert command(request_of(cast.carla), "pdf @anna 2026-10") is not None
    for somebody in (cast.dirk, cast.bram, cast.rival):
        with pytest.raises(Refusal, match="not_yours"):
            press(request_of(somebody), Press("reviews.pdf", review.id))
    cast.anna.manager_id = cast.dirk.id
    session.flush()
    assert press(request_of(cast.dirk), Press("reviews.pdf", review.id)) is not None
    with pytest.raises(Refusal, match="not_yours"):
        press(request_of(cast.carla), Press("reviews.pdf", review.id))


def test_what_is_not_signed_is_no_file_yet(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    review = signed(session, cast.anna, cast.carla, OCTOBER, state=ReviewState.SHARED)
    with pytest.raises(Refusal, match="not_signed_yet"):
        press(request_of(cast.anna), Press("reviews.pdf", review.id))


def test_what_was_corrected_since_stands_beside_it(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    """Signed with 11 first meetings, of which none is on record any more."""
    review = signed(session, cast.anna, cast.carla, OCTOBER)
    read = said(press(request_of(cast.anna), Press("reviews.read", review.id)))
    assert "*11* of 10" in read
    assert "0 instead of 11" in read
    assert review.figures == FIGURES.as_json()


def test_a_manager_of_forty_in_december(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    """42 with Anna and Bram: three pages of at most twenty, each within Slack's limits."""
    new = {"workspace_id": "T1", "sales_role": "account", "zone": "Europe/Amsterdam", "created_at": LONG_AGO}
    for number in range(40):
        session.add(Person(name=f"Rep {number:02} & more", manager_id=cast.carla.id, **new))
    session.flush()
    carla = request_of(cast.carla)
    pages = [press(carla, Press("reviews.team:next", f"2026-10-01 {page}")) for page in (1, 2, 3, 99)]
    names = [sum(text.count(f"Rep {number:02}") > 0 for number in range(40)) for text in map(said, pages)]
    assert sum(names[:3]) == 40
    assert names[3] == names[2], "past the end is the last page"
    for answer in [*pages, command(carla, ""), command(carla, "short")]:
        [one] = listed(answer)
        assert len(one.message.blocks) <= 100
        assert all(
            len(block.get("text", {}).get("text", "")) <= 3000
            for block in one.message.blocks
            if block["type"] == "section"
        )


def test_a_busy_month_is_kept_short_and_the_rep_hears_it(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    """Anna was asked about October and is told; Bram was not, and is asked one question from the start."""
    review = open_review(session, cast.anna, OCTOBER, date(2026, 11, 2))
    answer = command(request_of(cast.carla), "short all")
    assert "Short reviews of October 2026" in said(answer)
    told = session.exec(select(Delivery).where(Delivery.cadence == "review.short")).all()
    assert [one.recipient for one in told] == [cast.anna.id]
    assert review.asks == Asks.ONE
    assert open_review(session, cast.bram, OCTOBER, date(2026, 11, 3)).asks == Asks.ONE
    form = said(press(request_of(cast.anna), Press("reviews.reflect", review.id)))
    assert "One thing you commit to" in form
    assert "How do you rate your month?" in form
    assert "What went well?" not in form
    submit(request_of(cast.anna), "reviews.self", {**LOOKED_BACK, "went_well": None}, review.id)
    half = said(press(request_of(cast.carla), Press("reviews.write", review.id)))
    assert "One focus" in half
    assert "'text': 'Strengths'" not in half
    submit(request_of(cast.carla), "reviews.manager", {"rating": "3", "focus": "Budget"}, review.id)
    command(request_of(cast.carla), "full @bram")
    assert session.exec(select(Review).where(Review.person_id == cast.bram.id)).one().asks == Asks.FULL
    for somebody in (cast.anna, cast.bram):
        with pytest.raises(Refusal, match="nobody_to_review"):
            command(request_of(somebody), "short all")
    with pytest.raises(Refusal, match="not_yours_to_write"):
        press(request_of(cast.carla), Press("reviews.shorten_one:short", f"2026-10-01 {cast.rival.id}"))


def test_a_leader_reads_who_is_late_and_how_each_rates_but_nobodys_rating(
    request_of: AtTheDoor, session: Session, cast: Cast
) -> None:
    """Carla rated two people three times each: six ratings, of two; that could be told apart, so nothing is shown of them."""
    for back in range(3):
        for rep in (cast.anna, cast.bram):
            signed(session, rep, cast.carla, months_after(OCTOBER, -back), rating=5 - back, focus="Quibbleworth")
    text = said(command(request_of(cast.dirk), "all"))
    assert "2 of 2 held" in text
    assert "Ratings of twelve months: 6, too few to compare" in text
    assert "Quibbleworth" not in text
    eva = Person(workspace_id="T1", name="Eva", sales_role="account", manager_id=cast.carla.id, created_at=LONG_AGO)
    session.add(eva)
    session.flush()
    signed(session, eva, cast.carla, OCTOBER, rating=1)
    # 5, 5, 4, 4, 3, 3, 1: 25 / 7 = 3.57
    assert "Ratings of twelve months: 7, mean 3.6, from 1 to 5" in said(command(request_of(cast.dirk), "all"))
    with pytest.raises(Refusal, match="managers_only"):
        command(request_of(cast.anna), "all")


def test_four_ratings_are_too_few_and_five_of_three_people_are_not() -> None:
    four = [("a", 1), ("b", 2), ("c", 3), ("a", 4)]
    assert Spread.of(four) == Spread(4, None)
    assert Spread.of([*four, ("b", 5)]) == Spread(5, 3.0, 1, 5)


def test_two_managers_at_once_and_a_draft_that_is_nobody_elses(
    request_of: AtTheDoor, session: Session, cast: Cast
) -> None:
    """Carla has half a form; Dirk, above her, sees nothing of it. Once Carla has previewed, it is hers to write."""
    review = open_review(session, cast.anna, OCTOBER, date(2026, 11, 2))
    fields = {"focus": "Quibbleworth", "rating": "3", "private_notes": "Zzyzx"}
    press(request_of(cast.carla), Press("reviews.keep_judgement:rating", "3", fields=fields, metadata=review.id))
    assert "Quibbleworth" in said(press(request_of(cast.carla), Press("reviews.write", review.id)))
    assert "Quibbleworth" not in said(press(request_of(cast.dirk), Press("reviews.write", review.id)))
    assert "Quibbleworth" not in said(press(request_of(cast.anna), Press("reviews.read", review.id)))
    assert "Zzyzx" not in repr(review.model_dump())
    with pytest.raises(Refusal, match="not_written"):
        press(request_of(cast.carla), Press("reviews.share", review.id))
    submit(request_of(cast.carla), "reviews.manager", JUDGED, review.id)
    with pytest.raises(Refusal, match="somebody_else_writes"):
        submit(request_of(cast.dirk), "reviews.manager", JUDGED, review.id)


def test_the_preview_names_who_writes_also_in_place_of_the_manager(
    request_of: AtTheDoor, session: Session, cast: Cast
) -> None:
    """It is exactly what Anna will see: Dirk, above Carla, wrote it."""
    review = open_review(session, cast.anna, OCTOBER, date(2026, 11, 2))
    shown = said(submit(request_of(cast.dirk), "reviews.manager", JUDGED, review.id))
    assert f"{cast.dirk.name} about the month" in shown
    assert f"{cast.carla.name} about the month" not in shown


def test_a_new_manager_in_mid_month_begins_anew(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    review = open_review(session, cast.anna, OCTOBER, date(2026, 11, 2))
    submit(request_of(cast.carla), "reviews.manager", {**JUDGED, "focus": "Quibbleworth"}, review.id)
    cast.anna.manager_id = cast.dirk.id
    session.flush()
    with pytest.raises(Refusal, match="not_yours_to_write"):
        press(request_of(cast.carla), Press("reviews.share", review.id))
    with pytest.raises(Refusal, match="not_written"):
        press(request_of(cast.dirk), Press("reviews.share", review.id))
    assert "Quibbleworth" not in said(press(request_of(cast.dirk), Press("reviews.write", review.id)))


def test_of_two_roles_both_stand_in_the_overview(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    cast.carla.is_rep, cast.carla.sales_role = True, "account"
    session.flush()
    answer = command(request_of(cast.carla), "")
    assert isinstance(answer, Whisper)
    assert "Your monthly reviews" in said(answer)
    assert "Your team's reviews of October 2026" in said(answer)


def test_a_commitment_ticked_off_was_kept_unless_the_rep_says_otherwise(session: Session, cast: Cast) -> None:
    from models.coaching.open_items import finish_action
    from models.reviews.promised import became_of, make_action

    made = signed(session, cast.anna, cast.carla, date(2026, 9, 1), commitment_by=date(2026, 11, 30))
    action = make_action(acting(session, cast.anna), made, cast.anna)
    assert action is not None
    assert became_of(session, made) == ""
    finish_action(acting(session, cast.anna), action.id)
    assert became_of(session, made) == "kept"
    after = open_review(session, cast.anna, OCTOBER, date(2026, 11, 2))
    after.kept, after.reflected_on = "partly", date(2026, 11, 3)
    session.flush()
    assert became_of(session, made) == "partly"


def test_while_the_manager_is_away_somebody_above_takes_the_draft_over(
    request_of: AtTheDoor, session: Session, cast: Cast
) -> None:
    """Carla previewed and is on leave on the 12th: Dirk writes his own part, and sees nothing of hers."""
    review = open_review(session, cast.anna, OCTOBER, date(2026, 11, 2))
    submit(request_of(cast.carla), "reviews.manager", {**JUDGED, "focus": "Quibbleworth"}, review.id)
    days = {"first_day": date(2026, 11, 9), "last_day": date(2026, 11, 20)}
    session.add(Leave(workspace_id="T1", person_id=cast.carla.id, created_at=NOW, **days))
    session.flush()
    assert "Quibbleworth" not in said(press(request_of(cast.dirk), Press("reviews.write", review.id)))
    shown = submit(request_of(cast.dirk), "reviews.manager", {**JUDGED, "focus": "Budget"}, review.id)
    assert "Quibbleworth" not in said(shown)
    press(request_of(cast.dirk), Press("reviews.share", review.id))
    assert review.reviewer_id == cast.dirk.id


def test_who_has_left_stands_in_no_list_and_signs_nothing(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    open_review(session, cast.anna, OCTOBER, date(2026, 11, 2))
    cast.anna.ends_on = date(2026, 11, 10)
    session.flush()
    assert "Anna de Vries" not in said(command(request_of(cast.carla), "list"))
    assert "Anna de Vries" not in said(command(request_of(cast.carla), "short"))
    assert "0 of 1 held" in said(command(request_of(cast.dirk), "all"))

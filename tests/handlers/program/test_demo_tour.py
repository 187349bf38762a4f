"""Koers' tour fits the company of the demo."""

from bot import features
from handlers.local_slack.tour import check_tour
from handlers.program.demo import demo_slack
from handlers.program.demo_tour import KOERS, LEADER
from handlers.program.manifest import commands_of
from models.demo.company import PEOPLE


def test_every_person_of_the_tour_works_at_the_company() -> None:
    (company,) = demo_slack(features()).workspaces
    people, channels = {user.id for user in company.users}, {channel.id for channel in company.channels}
    check_tour(KOERS, people, channels)
    for step in KOERS.steps:
        for person, language in zip(step.person.both(), ("en", "nl"), strict=True):
            (user,) = [user for user in company.users if user.id == person]
            assert user.locale.startswith(language), "one reads what the tour says"


def test_who_leads_in_the_tour_leads_people_who_sell() -> None:
    manager_of = {one.slack_user_id: one.manager for one in PEOPLE}
    led = {manager_of[one.manager or ""] for one in PEOPLE if one.sales_role}
    assert set(LEADER.both()) <= led


def test_every_command_of_the_tour_is_one_of_koers() -> None:
    typed = [text for step in KOERS.steps if step.do.type for text in step.do.type.both()]
    assert len(typed) >= 6
    assert {text.split()[0].removeprefix("/") for text in typed} <= {
        command.word for command in commands_of(features())
    }

"""Whoever is erased leaves levels without a name in an audit, and not a word."""

from sqlmodel import select

from models.audit.ballots.sheets import box_row, opened_box
from models.audit.campaigns import close_by_itself
from models.audit.questions import Part
from models.audit.records import SkillRating
from models.audit.results.functions import results_of
from models.database import Database
from models.privacy.erasure import erase
from tests.conftest import NOW, SECRETS
from tests.models.audit.company import CARLA, NORTH, Company
from tests.models.privacy.test_erasure import everything_stored

SECRET = "Quibbleworth"


def test_comments_go_and_levels_still_count(company: Company) -> None:
    campaign = company.starts()
    for name in NORTH:
        company.answers(campaign, name, 3, {"people_right": f"{SECRET} of {name}"})
    erase(company.session, company["Anna"], NOW, SECRETS)
    close_by_itself(company.session, SECRETS, campaign, NOW)
    results = results_of(company.session, campaign)
    assert results is not None
    assert (results.functions["people"].n, len(results.functions["people"].comments)) == (5, 4)
    assert not any("of Anna" in text for text in results.functions["people"].comments)


def test_ratings_of_them_go_and_what_they_wrote_of_others(company: Company, database: Database) -> None:
    campaign = company.starts(Part.SKILLS)
    of_anna = f"closing@{company['Anna'].id}"
    company.answers(campaign, CARLA, {of_anna: 2}, {of_anna: SECRET})
    company.answers(campaign, "Anna", {"closing": 2}, {"closing": SECRET})
    of_bram = f"closing@{company['Bram'].id}"
    company.answers(campaign, CARLA, {of_bram: 4}, {of_bram: f"{SECRET} Bram"})
    erase(company.session, company["Anna"], NOW, SECRETS)
    erase(company.session, company[CARLA], NOW, SECRETS)
    company.session.commit()
    assert SECRET not in everything_stored(database)
    left = company.session.exec(select(SkillRating).where(SkillRating.level == 4)).one()
    assert left.person_id == company["Bram"].id


def test_without_the_key_the_box_stays_shut_and_the_rest_goes(company: Company) -> None:
    campaign = company.starts()
    company.answers(campaign, "Anna", 3, {"people_right": SECRET})
    erase(company.session, company["Anna"], NOW)
    row = box_row(company.session, campaign)
    assert row is not None
    [ballot] = opened_box(SECRETS, row).ballots.values()
    assert ballot.comments == {"people_right": SECRET}
    assert company["Anna"].name == "–"

"""Two spellings of one name are one account; a slip is noticed, a different company is not taken for one."""

import pytest

from models.accounts.naming import key_of, looks_like


@pytest.mark.parametrize(
    "spelling",
    ["Acme Corp", "ACME  CORP", "acme-corp", "Acmé Corp.", "“Acme” Corp", "A.C.M.E. Corp", "Acme\u200b Corp"],
)
def test_case_accents_spaces_and_punctuation_do_not_make_another_account(spelling: str) -> None:
    assert key_of(spelling) == "acmecorp"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Ærø Łódź", "aerolodz"),
        ("שלום", "שלום"),
        ("🚀", "🚀"),
        ("❤️", "❤"),
        ("C++", "c++"),
        ("***", "***"),
        ("Straße", "strasse"),
    ],
)
def test_every_name_has_a_key(name: str, key: str) -> None:
    assert key_of(name) == key


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Acmee", "Acme"),
        ("Acem", "Acme"),
        ("Amce", "Acme"),
        ("Initecj", "Initech"),
        ("Globx", "Globex"),
        ("Acme BV", "Acme"),
        ("Acme", "Acme B.V."),
        ("Globex", "Globex Corporation"),
        ("Van der", "Van der Berg"),
        ("Acme GmbH", "Acme B.V."),
    ],
)
def test_a_slip_or_a_shorter_form_looks_like_the_account(typed: str, known: str) -> None:
    assert looks_like(typed, known)


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("KPM", "KLM"),
        ("Acme", "Globex"),
        ("Depot 12", "Depot 13"),
        ("Acme 2", "Acme"),
        ("Van", "Van der Berg"),
        ("Acmaa", "Acmbb"),
        ("Globex", "Globexia"),
    ],
)
def test_another_company_does_not(typed: str, known: str) -> None:
    assert not looks_like(typed, known)

"""Sealed texts open only where they belong, and keys can be replaced."""

import pytest

from models.workspace.secrets import SecretError, Secrets

OLD = "an old key of the workspace"
NEW = "a new key of the workspace"
COLUMN = "private_note.sealed:a:b"
NOTE = "Struggles at home; go easy. 🙂 <!channel>"


def test_a_sealed_text_opens_again_and_does_not_show_what_it_holds() -> None:
    sealed = Secrets([NEW]).seal("T1", COLUMN, NOTE)
    assert "Struggles" not in sealed
    assert Secrets([NEW]).open("T1", COLUMN, sealed) == NOTE


def test_the_same_text_is_sealed_differently_each_time() -> None:
    secrets = Secrets([NEW])
    assert secrets.seal("T1", COLUMN, NOTE) != secrets.seal("T1", COLUMN, NOTE)


@pytest.mark.parametrize(("workspace", "column"), [("T2", COLUMN), ("T1", "private_note.sealed:a:c")])
def test_a_sealed_text_moved_elsewhere_does_not_open(workspace: str, column: str) -> None:
    secrets = Secrets([NEW])
    sealed = secrets.seal("T1", COLUMN, NOTE)
    with pytest.raises(SecretError, match="another workspace or column"):
        secrets.open(workspace, column, sealed)


def test_a_changed_text_does_not_open() -> None:
    secrets = Secrets([NEW])
    sealed = secrets.seal("T1", COLUMN, NOTE)
    at = len(sealed) // 2
    changed = sealed[:at] + ("A" if sealed[at] != "A" else "B") + sealed[at + 1 :]
    with pytest.raises(SecretError):
        secrets.open("T1", COLUMN, changed)


@pytest.mark.parametrize("nonsense", ["", "plain text", "k1.", "k1.abcdef12", "k1.abcdef12.x", "k2.a.b"])
def test_what_was_never_sealed_is_refused_with_one_clear_line(nonsense: str) -> None:
    with pytest.raises(SecretError):
        Secrets([NEW]).open("T1", COLUMN, nonsense)


def test_a_new_key_in_front_seals_and_the_old_one_still_opens() -> None:
    before = Secrets([OLD]).seal("T1", COLUMN, NOTE)
    both = Secrets([NEW, OLD])
    assert both.open("T1", COLUMN, before) == NOTE
    after = both.seal("T1", COLUMN, NOTE)
    assert Secrets([NEW]).open("T1", COLUMN, after) == NOTE


def test_without_the_right_key_the_error_names_the_key_and_not_the_text() -> None:
    sealed = Secrets([OLD]).seal("T1", COLUMN, NOTE)
    with pytest.raises(SecretError, match="not in KOERS_SECRET_KEY") as told:
        Secrets([NEW]).open("T1", COLUMN, sealed)
    assert "Struggles" not in str(told.value)


@pytest.mark.parametrize("keys", [[], ["short"], [NEW, ""]])
def test_keys_that_protect_nothing_are_refused(keys: list[str]) -> None:
    with pytest.raises(SecretError, match="KOERS_SECRET_KEY"):
        Secrets(keys)

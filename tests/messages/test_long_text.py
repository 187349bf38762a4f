"""Nothing that somebody wrote is cut off, and no entity is cut in two."""

from messages.blocks import rendered
from messages.long_text import parted, sections


def test_a_short_text_is_one_section() -> None:
    assert parted("Hello", 10) == ["Hello"]
    assert parted("", 10) == []


def test_a_long_text_is_parted_between_words() -> None:
    assert parted("one two three four", 10) == ["one two", "three four"]


def test_an_entity_stays_whole() -> None:
    for limit in range(6, 14):
        parts = parted("&amp;" * 20, limit)
        assert "".join(parts) == "&amp;" * 20
        assert all(part.endswith(";") and len(part) <= limit for part in parts)


def test_every_word_arrives() -> None:
    text = " ".join(f"word{number}" for number in range(3000))
    said = [block["text"]["text"] for block in rendered(*sections(text))]
    assert " ".join(said) == text
    assert all(len(part) <= 3000 for part in said)

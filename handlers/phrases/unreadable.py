"""What could not be read: why, what was understood, what was not, and what might have been meant."""

from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum


class Reason(StrEnum):
    """Every way in which typed text can be unreadable. One sentence in each language stands for each."""

    NOTHING_TYPED = "nothing_typed"
    UNKNOWN_KIND = "unknown_kind"
    KIND_MISSING = "kind_missing"
    UNKNOWN_ACTION = "unknown_action"
    UNKNOWN_WORD = "unknown_word"
    UNKNOWN_KEY = "unknown_key"
    VALUE_MISSING = "value_missing"
    SAID_TWICE = "said_twice"
    TEXT_TOO_LONG = "text_too_long"
    NOTE_TOO_LONG = "note_too_long"
    NAME_TOO_LONG = "name_too_long"
    NUMBER_UNCLEAR = "number_unclear"
    NOT_A_NUMBER = "not_a_number"
    QUANTITY_OUT_OF_RANGE = "quantity_out_of_range"
    QUANTITY_DIFFERS = "quantity_differs"
    AMOUNT_NEGATIVE = "amount_negative"
    AMOUNT_TOO_LARGE = "amount_too_large"
    AMOUNT_UNCLEAR = "amount_unclear"
    UNKNOWN_CURRENCY = "unknown_currency"
    NOT_A_DATE = "not_a_date"
    DATE_IMPOSSIBLE = "date_impossible"
    DATE_AMBIGUOUS = "date_ambiguous"
    DATE_CONTRADICTS = "date_contradicts"
    DATE_IS_A_PERIOD = "date_is_a_period"
    DATES_REVERSED = "dates_reversed"
    NOT_A_PERIOD = "not_a_period"
    DURATION_MISSING = "duration_missing"
    DURATION_OUT_OF_RANGE = "duration_out_of_range"
    SCORE_MISSING = "score_missing"
    SCORE_OUT_OF_RANGE = "score_out_of_range"
    NPS_MISSING = "nps_missing"
    NPS_OUT_OF_RANGE = "nps_out_of_range"
    SPLIT_WITHOUT_PERSON = "split_without_person"
    SPLIT_NOT_100 = "split_not_100"
    PERSON_WITHOUT_SHARE = "person_without_share"
    PERSON_MISSING = "person_missing"
    NOT_A_PERSON = "not_a_person"
    ACCOUNT_MISSING = "account_missing"
    STAGE_MISSING = "stage_missing"
    UNKNOWN_STAGE = "unknown_stage"
    UNKNOWN_CHANNEL = "unknown_channel"
    UNKNOWN_DEAL_TYPE = "unknown_deal_type"
    PROBABILITY_OUT_OF_RANGE = "probability_out_of_range"
    UNKNOWN_KPI = "unknown_kpi"
    KPI_MISSING = "kpi_missing"
    UNIT_DOES_NOT_FIT = "unit_does_not_fit"
    RATE_UNCLEAR = "rate_unclear"
    RATE_OUT_OF_RANGE = "rate_out_of_range"
    HORIZON_MISSING = "horizon_missing"
    UNKNOWN_HORIZON = "unknown_horizon"
    UNKNOWN_ROLE = "unknown_role"
    UNKNOWN_ACCESS = "unknown_access"
    UNKNOWN_COUNTRY = "unknown_country"
    UNKNOWN_ZONE = "unknown_zone"
    UNKNOWN_WEEKDAY = "unknown_weekday"
    RAMP_OUT_OF_RANGE = "ramp_out_of_range"
    NUMBER_MISSING = "number_missing"


class Label(StrEnum):
    """What an understood part is; a word in each language stands for each."""

    ACTION = "action"
    KIND = "kind"
    ORDER = "order"
    QUANTITY = "quantity"
    ACCOUNT = "account"
    CONTACT = "contact"
    DATE = "date"
    DURATION = "duration"
    AMOUNT = "amount"
    SCORE = "score"
    TOPIC = "topic"
    NOTE = "note"
    SPLIT = "split"
    DUE = "due"
    DEAL = "deal"
    TITLE = "title"
    STAGE = "stage"
    CLOSE = "close"
    CONTRACT = "contract"
    CHANNEL = "channel"
    TYPE = "type"
    PRODUCT = "product"
    PROBABILITY = "probability"
    OWNER = "owner"
    REASON = "reason"
    PERSON = "person"
    TEAM = "team"
    SCOPE = "scope"
    PERIOD = "period"
    KPI = "kpi"
    TARGET = "target"
    HORIZON = "horizon"
    FROM = "from"
    ROLE = "role"
    MANAGER = "manager"
    ACCESS = "access"
    COUNTRY = "country"
    REGION = "region"
    ZONE = "zone"
    DAYS = "days"
    START = "start"
    END = "end"
    RAMP = "ramp"
    DAY_PART = "day_part"


Understood = tuple[Label, object]
"""A label and its value: text, a number, a date, an Amount, a PersonRef, a Share or a Period."""


class Unreadable(Exception):  # noqa: N818 - an answer to a person, not an error of the program
    """Typed text that cannot be read. Nothing is stored.

    `understood` is what was read before (or beside) the problem, `rest` the typed part that was not,
    `example` a line to type instead, in the person's language and without the command itself;
    `suggestions` are what might have been meant (nearest words, or both readings of an unclear date).
    """

    def __init__(self, reason: Reason, rest: str = "", suggestions: Iterable[str] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.rest = rest
        self.suggestions = tuple(suggestions)
        self.understood: list[Understood] = []
        self.example = ""

    def within(self, understood: list[Understood], example: str) -> "Unreadable":
        """The same problem, told with what was understood around it and an example of the command."""
        self.understood = understood
        self.example = example
        return self


def did_you_mean(typed: str, words: Iterable[str]) -> tuple[str, ...]:
    """Up to three of `words` that look most like `typed`, nearest first; empty when none does."""
    return tuple(get_close_matches(typed.lower()[:40], list(words), n=3, cutoff=0.6))

"""Words: Jinja templates and gettext catalogues, in the person's language.

`words("nl")("leave.noted", leave=…)` renders the macro `noted` of `templates/leave.j2` in Dutch.
The English sentence in a template is the key; its Dutch stands in `locales/nl/<feature>.po`.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cache, cached_property
from typing import Any

from babel.dates import format_datetime
from jinja2 import Environment, FunctionLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from messages.formats import LOCALES, day_written, formatted, money_written, percent_written
from messages.kept_templates import KeptTemplates
from messages.word_files import catalogue_of, template_of
from models.audit.rounding import tenths
from models.money import Money
from models.scorecard.kpis import KPIS
from models.zones import zone_named

LANGUAGES = ("en", "nl")
_MARKS = re.compile(r"(?<![^\W_])[*_~]|[*_~](?![^\W_])|`")
"""What Slack reads as markup: at the edge of a word; inside one (`a_b`, `2*3`) it marks nothing."""
_LOOKS_LIKE = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"})
_AS_TYPED = str.maketrans({"∗": "*", "ˍ": "_", "∼": "~", "ˋ": "`"})
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


TOLD_IN: dict[str, dict[str, str]] = {}
"""By language: free texts that are known in it as well. Only the demo has any: what its people wrote is read by visitors
of both languages. Elsewhere what somebody wrote is what is shown."""


@cache
def words(language: str) -> "Words":
    """The words of a language; English for one that we do not speak."""
    return Words(language if language in LANGUAGES else "en")


def escape(text: str) -> str:
    """Slack's own escaping: only `& < >`. Nothing in it can then ping, link or open a tag."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def straight(text: str) -> str:
    """Without the invisible characters that have the rest of a line read in another direction."""
    return _TURNS.sub("", text)


def plain(text: str) -> str:
    """A person's text for mrkdwn: escaped, its `*_~`` mark nothing, it turns no line round.

    Slack knows no escape for marks, and an invisible character before one lets it mark all the more: at the edge of a
    word a look-alike stands in its place.
    """
    return _MARKS.sub(lambda mark: mark.group().translate(_LOOKS_LIKE), escape(straight(text)))


def as_typed(text: str) -> str:
    """The text with its marks again, for where they mark nothing."""
    return text.translate(_AS_TYPED)


class Markup(str):
    """Text that is already Slack markup: the templates do not escape it again."""

    __slots__ = ()


def within_sentence(label: str) -> str:
    """A label in the middle of a sentence: `First meetings` becomes `first meetings`, `NPS` stays."""
    return label if label[1:2].isupper() else type(label)(label[:1].lower() + label[1:])


class _DirectContext(Context):
    """Jinja looks at each call for functions that want the context handed to them. None of ours does."""

    def call(self, function: Any, /, *values: Any, **named: Any) -> Any:
        """What a template calls: a macro, or a text of ours."""
        named.pop("_loop_vars", None)  # inside a loop Jinja hands these along for the context
        named.pop("_block_vars", None)
        return function(*values, **named)


class Words:
    """Everything that can be said in one language: templates, single words, numbers, money and dates."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = LOCALES[language]

    def __call__(self, key: str, **values: Any) -> str:
        """The text of `feature.macro` with `values`: escaped, ready for a mrkdwn field."""
        if not values and key in self._unchanging:
            return self._unchanging[key]
        feature, _, macro = key.partition(".")
        text = _tidy(str(getattr(self._module(feature), macro)(**values)))
        if not values:
            self._unchanging[key] = text
        return text

    def bare(self, key: str, **values: Any) -> str:
        """The same for a plain_text field (headers, buttons, options), where Slack wants no escaping."""
        text = as_typed(self(key, **values))
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

    def has(self, key: str) -> bool:
        """Whether a template has this macro."""
        feature, _, macro = key.partition(".")
        return hasattr(self._module(feature), macro)

    def _module(self, feature: str) -> Any:
        if feature not in self._modules:
            self._modules[feature] = self._environment.get_template(feature).module
        return self._modules[feature]

    @cached_property
    def _unchanging(self) -> dict[str, str]:
        """Texts without values, such as those on buttons: rendered once."""
        return {}

    @cached_property
    def _modules(self) -> dict[str, Any]:
        return {}

    @cached_property
    def _environment(self) -> Environment:
        environment = Environment(
            loader=FunctionLoader(template_of),
            bytecode_cache=KeptTemplates(),
            undefined=StrictUndefined,
            autoescape=False,  # noqa: S701 - Slack wants only & < > escaped: `finalize` does
            finalize=self._finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        environment.context_class = _DirectContext
        # Own gettext functions: Jinja's would hand the finished sentence to `finalize`, markup and all.
        environment.newstyle_gettext = True  # type: ignore[attr-defined]
        environment.globals.update(_=self.say, gettext=self.say, ngettext=self.say_plural)
        environment.policies["ext.i18n.trimmed"] = True
        environment.filters.update(
            money=self.money,
            number=self.number,
            rating=self.rating,
            answer=self.answer,
            percent=self.percent,
            day=self.day,
            clock=self.clock,
            moment=self.moment,
            listed=self.listed,
            within_sentence=within_sentence,
            typed_kpi=pass_context(lambda _, key: self.typed_kpi(key)),  # or compiling would apply it
            person=lambda name: Markup(plain(name)),
            user=lambda user_id: Markup(f"<@{user_id}>"),
            markup=lambda text: Markup(_tidy(text)),
        )
        environment.globals["language"] = self.language
        environment.globals["said"] = lambda key, otherwise: Markup(self(key)) if self.has(key) else otherwise
        return environment

    def say(self, sentence: str, **values: Any) -> str:
        """The English `sentence` in this language; `%(name)s` in it becomes the escaped value."""
        catalogue = catalogue_of(self.language)
        said = catalogue.gettext(sentence)
        if said == sentence:  # of a text with a plural Python before 3.11.4 finds nothing here
            said = catalogue.ngettext(sentence, sentence, 1)
        return Markup(said % self._escaped(values))

    def say_plural(self, one: str, many: str, num: int, **values: Any) -> str:
        """The same for a sentence with a number in it."""
        chosen = catalogue_of(self.language).ngettext(one, many, num)
        return Markup(chosen % {"num": num, **self._escaped(values)})

    def money(self, value: Money) -> str:
        """`€12,500` / `€ 12.500`, never broken over two lines; decimals only when there are any."""
        return money_written(value.amount, value.currency, self.language)

    def number(self, value: Decimal | float | int, decimals: int = 1) -> str:
        """`1,234.5` / `1.234,5`, with at most `decimals` decimals."""
        if 0 <= value < 1000 and value == int(value):
            return str(int(value))  # most of what is said, and the same in every language
        return formatted(value, "#,##0." + "#" * decimals if decimals else "#,##0", self.locale)

    def rating(self, value: float) -> str:
        """A figure on the scale of 1 to 5, always with its decimal: `4.0` / `4,0`."""
        return formatted(tenths(value), "0.0", self.locale)

    def answer(self, value: float) -> str:
        """What one person answered is whole, as it was pressed: `4`. A mean of several has its decimal: `4.0` / `4,0`."""
        return str(value) if isinstance(value, int) else self.rating(value)

    def percent(self, value: float, decimals: int = 0) -> str:
        """A rate of 0 to 1 as `63%`."""
        pattern = "#,##0" + ("." + "#" * decimals if decimals else "") + "%"
        return percent_written(value, pattern, self.locale)

    def day(self, value: date, pattern: str = "EEE d MMM") -> str:
        """A day in words: `Thu 12 Nov` / `do 12 nov`; `pattern` is CLDR's, `d MMMM y` for instance."""
        return day_written(value, pattern, self.locale)

    def clock(self, value: datetime, zone: str) -> str:
        """The time of an instant in a zone: `08:30`."""
        return format_datetime(value, "HH:mm", tzinfo=zone_named(zone), locale=self.locale)

    def moment(self, value: datetime, zone: str) -> str:
        """Day and time of an instant in a zone: `Thu 12 Nov, 08:30`."""
        local = value.astimezone(zone_named(zone))
        return f"{self.day(local.date())}, {local:%H:%M}"

    def typed_kpi(self, key: str) -> str:
        """How a KPI is typed behind a command: `first_meetings` / `eerste_gesprekken`. Its key always works too."""
        if self.language == "en" or key not in KPIS:
            return key
        name = KPIS[key].label(self.language).lower().replace(" ", "_")
        return Markup(name) if re.fullmatch(r"\w+", name) else key

    def listed(self, items: Iterable[str]) -> str:
        """`a, b and c` / `a, b en c`."""
        texts = [str(self._finalize(item)) for item in items]
        if len(texts) < 2:
            return Markup("".join(texts))
        joint = {"en": " and ", "nl": " en "}[self.language]
        return Markup(", ".join(texts[:-1]) + joint + texts[-1])

    def _finalize(self, value: Any) -> Any:
        if not isinstance(value, str) or isinstance(value, Markup):
            return value
        return plain(TOLD_IN[self.language].get(value, value) if TOLD_IN else value)

    def _escaped(self, values: dict[str, Any]) -> dict[str, Any]:
        return {name: self._finalize(value) for name, value in values.items()}


def _tidy(text: str) -> str:
    """Templates are written for reading: indentation and doubled spaces are not part of the message."""
    text = text.strip()
    if "  " not in text and len(text.splitlines()) < 2:
        return text  # most of what is said
    lines = [" ".join(line.split(" ")).strip() for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ ]{2,}", " ", "\n".join(lines)))

"""Whether a meeting is worth asking about: integrations 3.2 as a rule of values.

Over, taken part in, with somebody from outside. Titles are never looked at: they are not even here.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from models.calendar.occurrences import Guest, Occurrence

ASKED_WITHIN = timedelta(days=3)
"""After its end. What nobody said a word about by then drops off."""
NO_PEOPLE = frozenset({"RESOURCE", "ROOM"})
CALENDARS_THEMSELVES = ("resource.calendar.google.com", "group.calendar.google.com", "calendar.google.com")
"""Rooms, and calendars that take part in a meeting."""
FREE_MAIL = frozenset(
    {
        *("gmail.com", "googlemail.com", "outlook.com", "outlook.nl", "hotmail.com", "hotmail.nl", "hotmail.be"),
        *("hotmail.co.uk", "hotmail.de", "hotmail.fr", "live.com", "live.nl", "live.be", "live.co.uk", "msn.com"),
        *("yahoo.com", "yahoo.co.uk", "yahoo.de", "yahoo.fr", "yahoo.es", "yahoo.it", "ymail.com", "icloud.com"),
        *(
            "me.com",
            "mac.com",
            "aol.com",
            "gmx.com",
            "gmx.de",
            "gmx.net",
            "gmx.at",
            "web.de",
            "t-online.de",
            "freenet.de",
        ),
        *("proton.me", "protonmail.com", "pm.me", "tutanota.com", "tuta.com", "fastmail.com", "hey.com", "zoho.com"),
        *("mail.com", "email.com", "inbox.com", "mail.ru", "yandex.com", "yandex.ru", "qq.com", "163.com", "126.com"),
        *("ziggo.nl", "kpnmail.nl", "planet.nl", "home.nl", "xs4all.nl", "upcmail.nl", "hetnet.nl", "casema.nl"),
        *("chello.nl", "quicknet.nl", "tele2.nl", "telfort.nl", "solcon.nl", "zonnet.nl", "kpnplanet.nl", "caiway.nl"),
        *("telenet.be", "skynet.be", "proximus.be", "scarlet.be", "orange.fr", "wanadoo.fr", "free.fr", "laposte.net"),
        *("sfr.fr", "libero.it", "virgilio.it", "btinternet.com", "sky.com", "comcast.net", "verizon.net", "att.net"),
    }
)
"""Domains that name no company."""


class Silence(StrEnum):
    """Why nothing is asked."""

    WHOLE_DAYS = "whole_days"
    PRIVATE = "private"
    CANCELLED = "cancelled"
    NOT_THERE = "not_there"
    """The owner neither accepted nor organises."""
    NO_GUEST = "no_guest"
    NO_SALES = "no_sales"
    """The owner said so of these guests."""


class Doubt(StrEnum):
    """Why it is asked with whom it was."""

    FREE_MAIL = "free_mail"
    SEVERAL = "several"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Suggested:
    """A meeting with one account that is known."""

    account_id: str
    domain: str


@dataclass(frozen=True)
class Asked:
    """A meeting of which it has to be said with whom it was; `account_ids` may be it."""

    why: Doubt
    domains: tuple[str, ...]
    account_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Owner:
    """Whose calendar it is, and who is no guest."""

    addresses: frozenset[str]
    own_domains: frozenset[str] = frozenset()
    colleagues: frozenset[str] = frozenset()
    """Addresses of people of the workspace, whatever their domain."""
    not_sales: frozenset[str] = frozenset()
    """Domains of which the owner said that they are nothing to log."""

    def is_own(self, address: str) -> bool:
        """Whether the address is one of ours."""
        domain = address.rpartition("@")[2]
        if address in self.addresses or address in self.colleagues:
            return True
        return any(domain == own or domain.endswith(f".{own}") for own in self.own_domains)


AccountsOf = Callable[[str], Sequence[str]]
"""The accounts that a domain means, by id: one where it is clear, several where it is not, none where it is unknown."""


def own_domains(addresses: Collection[str]) -> frozenset[str]:
    """The domains of a workspace's people. A team that mails by gmail.com has none: else nobody would be a guest."""
    return frozenset(one.rpartition("@")[2].lower() for one in addresses if "@" in one) - FREE_MAIL


def silence(one: Occurrence, owner: Owner) -> Silence | None:
    """Why nothing will be asked about it, whenever it is looked at; None: once it is over it will."""
    if one.is_cancelled:
        return Silence.CANCELLED
    if one.is_whole_days:
        return Silence.WHOLE_DAYS
    if one.is_private:
        return Silence.PRIVATE
    if not takes_part(one, owner.addresses):
        return Silence.NOT_THERE
    outside = outside_guests(one, owner)
    if not outside:
        return Silence.NO_GUEST
    return None if outside_domains(one, owner) else Silence.NO_SALES


def with_whom(domains: Sequence[str], accounts_of: AccountsOf) -> Suggested | Asked:
    """The account of the guests' domains, or the question which it is."""
    named = [domain for domain in domains if domain not in FREE_MAIL]
    known = {domain: tuple(accounts_of(domain)) for domain in domains}
    ids = tuple(dict.fromkeys(id_ for found in known.values() for id_ in found))
    if not named:
        return Asked(Doubt.FREE_MAIL, tuple(domains), ids)
    if len(named) > 1:
        if len(ids) == 1 and all(known[domain] == ids for domain in named):
            return Suggested(ids[0], named[0])
        return Asked(Doubt.SEVERAL, tuple(named), ids)
    [domain] = named
    found = known[domain]
    return Suggested(found[0], domain) if len(found) == 1 else Asked(Doubt.UNKNOWN, (domain,), found)


def takes_part(one: Occurrence, addresses: Collection[str]) -> bool:
    """Whether the owner accepted it, or organises it and did not decline."""
    own = [guest for guest in one.guests if guest.address in addresses]
    if any(guest.answer == "DECLINED" for guest in own):
        return False
    return one.organizer in addresses or any(guest.answer == "ACCEPTED" for guest in own)


def outside_guests(one: Occurrence, owner: Owner) -> list[Guest]:
    """People from outside who did not decline; an organizer who stands not among the guests is one."""
    guests = list(one.guests)
    if one.organizer and all(guest.address != one.organizer for guest in guests):
        guests.append(Guest(one.organizer, "ACCEPTED"))
    return [guest for guest in guests if _is_person(guest) and not owner.is_own(guest.address)]


def outside_domains(one: Occurrence, owner: Owner) -> tuple[str, ...]:
    """The domains of those guests, each once, without those that the owner does not want to hear of."""
    found = dict.fromkeys(guest.domain for guest in outside_guests(one, owner))
    return tuple(domain for domain in found if domain not in owner.not_sales)


def colleagues_at(one: Occurrence, addresses: Collection[str]) -> set[str]:
    """Which of these addresses were there: they accepted, or organise."""
    there = {guest.address for guest in one.guests if guest.answer == "ACCEPTED"} | {one.organizer}
    return there & set(addresses)


def _is_person(guest: Guest) -> bool:
    if not guest.address or guest.kind in NO_PEOPLE or guest.role == "NON-PARTICIPANT":
        return False
    return guest.answer not in ("DECLINED", "DELEGATED") and not guest.domain.endswith(CALENDARS_THEMSELVES)


def main_word(domain: str) -> str:
    """The word of a domain that names who it is: `acme` of `mail.acme.co.uk`."""
    labels = domain.split(".")
    if len(labels) >= 3 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL:
        return labels[-3]
    return labels[-2] if len(labels) >= 2 else labels[0]


def registered(domain: str) -> str:
    """The domain without the names of machines before it: `acme.co.uk` of `mail.acme.co.uk`."""
    labels = domain.split(".")
    is_deep = len(labels) >= 3 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if is_deep else labels[-2:])


_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "ac", "edu", "or", "ne", "go", "gob", "nom"})

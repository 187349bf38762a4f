"""Who and what the names in a file are: people, teams, accounts, products."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from sqlmodel import select

from models.accounts.naming import LONGEST_NAME, key_of, tidy_name
from models.accounts.queries import living
from models.accounts.records import Account
from models.database import new_id
from models.imports.fields import folded
from models.imports.intake import Intake
from models.imports.person_names import called, name_in_address
from models.imports.report import SkipRow
from models.team.naming import visible_name
from models.team.records import Person, Team

LONGEST_PERSON = 120
LONGEST_TEAM = 80


def _folded_name(name: str) -> str:
    return " ".join(name.casefold().split())


def _is_another(person: Person, email: str, slack_id: str) -> bool:
    pairs = ((person.email, email), (person.slack_user_id, slack_id))
    return any(own and said and own.casefold() != said.casefold() for own, said in pairs)


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


class People:
    """Everybody in the workspace, by e-mail, Slack id and name; whoever is not known yet is added without Slack."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._by_id: dict[str, Person] = {}
        self._by_name: dict[str, list[Person]] = defaultdict(list)
        everybody = select(Person).where(Person.workspace_id == intake.workspace_id)
        for person in intake.session.exec(everybody):
            self.know(person)

    def know(self, person: Person) -> None:
        """This person can be found from now on."""
        for handle in (person.email, person.slack_user_id):
            if handle:
                self._by_id[handle.casefold()] = person
        same_name = self._by_name[_folded_name(person.name)]
        if person not in same_name:
            same_name.append(person)

    def with_handle(self, handle: str) -> Person | None:
        """The person with this e-mail address or Slack id."""
        return self._by_id.get(handle.casefold()) if handle else None

    def find(self, text: str, said: tuple[str, str] = ("", "")) -> Person | None:
        """The person with this e-mail address, Slack id or name. Raises SkipRow when two have this name.

        Of that name only who has not another address or Slack id than was `said` of them.
        """
        person = called(text)
        if known := next(filter(None, map(self.with_handle, (text, person.email, person.name, *said))), None):
            return known
        named = self._by_name.get(_folded_name(text), []) or self._by_name.get(_folded_name(person.name), [])
        if not named and (name := name_in_address(person.name)):
            named = [one for one in self._everybody() if folded(one.name) == name and not one.email]
        same_name = [person for person in named if not _is_another(person, *said)]
        if len(same_name) > 1:
            raise SkipRow("two_people", name=text[:LONGEST_PERSON])
        return same_name[0] if same_name else None

    def named_in(self, text: str) -> Person | None:
        """The one person whose whole name stands in a text: `Vakantie Anna de Vries`; the longest name of several."""
        low = f" {_words(text)} "
        found = [person for person in self._everybody() if (name := _words(person.name)) and f" {name} " in low]
        longest = [person for person in found if len(person.name) == max(len(one.name) for one in found)]
        return longest[0] if len(longest) == 1 else None

    def find_or_add(self, text: str, *, is_rep: bool = True, said: tuple[str, str] = ("", "")) -> Person:
        """The person meant, added when nobody is. Raises SkipRow for a name that is too long or two people have."""
        return self.find(text, said) or self.add(text, is_rep=is_rep)

    def add(self, text: str, *, is_rep: bool = True) -> Person:
        """Somebody new, known by name (or e-mail address) only."""
        person = called(text)
        name = tidy_name(visible_name(person.name))
        if len(name) > LONGEST_PERSON:
            raise SkipRow("name_too_long", name=name[:60], limit=LONGEST_PERSON)
        if not name:
            raise SkipRow("no_name")
        if name.isdecimal():
            raise SkipRow("person_is_an_id", name=name[:20])
        added = Person(
            workspace_id=self._intake.workspace_id,
            id=new_id(),
            name=name,
            email=name.lower() if "@" in name else person.email.lower() or None,
            is_rep=is_rep,
            created_at=self._intake.now,
        )
        self._intake.session.add(added)
        self._intake.session.flush()
        self.know(added)
        self._intake.report.added["people" if is_rep else "managers"].append(name)
        return added

    def _everybody(self) -> Iterator[Person]:
        return (person for same_name in self._by_name.values() for person in same_name)


class Teams:
    """The teams by name; one that is not known yet is added."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        known = select(Team).where(Team.workspace_id == intake.workspace_id)
        self._by_name = {_folded_name(team.name): team for team in intake.session.exec(known)}

    def find(self, name: str) -> Team | None:
        """The team with this name."""
        return self._by_name.get(_folded_name(name))

    def find_or_add(self, name: str) -> Team:
        """The team with this name. Raises SkipRow for one that is too long."""
        name = tidy_name(name)
        if len(name) > LONGEST_TEAM:
            raise SkipRow("name_too_long", name=name[:60], limit=LONGEST_TEAM)
        team = self.find(name)
        if team is None:
            team = Team(workspace_id=self._intake.workspace_id, id=new_id(), name=name)
            self._intake.session.add(team)
            self._intake.session.flush()
            self._by_name[_folded_name(name)] = team
            self._intake.report.added["teams"].append(name)
        return team


class Accounts:
    """The accounts by folded name; one that is not known yet is opened (on a day that a file of deals does not say)."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        known = select(Account).where(Account.workspace_id == intake.workspace_id)
        everything = {account.key: account for account in intake.session.exec(known)}
        meant = {key: living(intake.session, account) for key, account in everything.items()}
        self._by_key = {key: account for key, account in meant.items() if account is not None}
        self._removed = {key: everything[key] for key, account in meant.items() if account is None}
        self._opened: list[Account] = []

    def find(self, name: str) -> Account | None:
        """The account with this name, however it is spelled; of one that became part of another, that one."""
        return self._by_key.get(key_of(name))

    def find_or_open(self, name: str) -> Account:
        """The account with this name. Raises SkipRow for one that is too long."""
        name = tidy_name(name)
        if len(name) > LONGEST_NAME:
            raise SkipRow("name_too_long", name=name[:60], limit=LONGEST_NAME)
        account = self.find(name)
        if account is None:
            account = self._removed.pop(key_of(name), None) or self._new(name)
            account.name, account.opened_on = name, None
            account.removed_at = account.merged_into_id = None
            account.created_at = self._intake.now
            self._by_key[account.key] = account
            self._intake.report.added["accounts"].append(name)
        return account

    def _new(self, name: str) -> Account:
        account = Account(
            workspace_id=self._intake.workspace_id,
            id=new_id(),
            name=name,
            key=key_of(name),
            created_at=self._intake.now,
        )
        self._opened.append(account)
        return account

    def store(self) -> None:
        """Write the accounts that were opened, before anything that belongs to them."""
        if self._opened:
            self._intake.session.add_all(self._opened)
            self._intake.session.flush()
            self._opened.clear()


class Products:
    """One spelling for each product: the one in use already, else the one that the file has most."""

    def __init__(self, in_use: Iterable[str], in_file: Iterable[str]) -> None:
        self._spelling: dict[str, str] = {}
        for spellings in (in_use, in_file):
            for spelling, _ in Counter(spellings).most_common():
                self._spelling.setdefault(folded(spelling), spelling)

    def spelled(self, name: str) -> str:
        """The name as we spell it."""
        return self._spelling.get(folded(name), name)

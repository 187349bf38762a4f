"""Cross-sell gaps: who has product A without B, although most who have A have B."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import permutations

from models.analysis.products import FEWEST_BUYERS
from models.analysis.question import Question
from models.analysis.sales import ACCOUNT, PRODUCT, won_by
from models.customers.book import ever
from models.scorecard.scope import scope_of_workspace

MOST = 0.5
"""More than this part of who has the one must have the other."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Of the customers with `bought`, so many have `lacks` as well; these accounts do not."""

    bought: str
    lacks: str
    both: int
    buyers: int
    accounts: tuple[str, ...]
    """Ids, of the customers that were asked about."""

    @property
    def rate(self) -> float:
        """Attach rate: both / buyers, of the whole company's customers."""
        return self.both / self.buyers


def baskets_of(question: Question) -> dict[str, frozenset[str]]:
    """Which products each account of the company has ever bought: whoever sold them, a customer has what it has.

    Products that differ in capitals alone are one, spelled as it is done most.
    """
    company = replace(question, scope=scope_of_workspace(question.session, question.workspace))
    spelled: defaultdict[str, Counter[str]] = defaultdict(Counter)
    bought: defaultdict[str, set[str]] = defaultdict(set)
    for (account, product), won in won_by(company, ever(question), ACCOUNT, PRODUCT):
        if account and product:
            spelled[product.casefold()][product] += won.deals
            bought[account].add(product.casefold())
    names = {key: max(sorted(used), key=lambda name: used[name]) for key, used in spelled.items()}
    return {account: frozenset(names[key] for key in keys) for account, keys in bought.items()}


def gaps_in(baskets: Mapping[str, frozenset[str]], accounts: Collection[str]) -> list[Gap]:
    """The gaps among these `accounts`, the highest attach rate first; only from products with five buyers and more."""
    buyers: Counter[str] = Counter(product for basket in baskets.values() for product in basket)
    both: Counter[tuple[str, str]] = Counter(pair for basket in baskets.values() for pair in permutations(basket, 2))
    found = []
    for (bought, lacks), count in both.items():
        if buyers[bought] < FEWEST_BUYERS or count <= MOST * buyers[bought]:
            continue
        without = [id_ for id_ in accounts if bought in baskets.get(id_, ()) and lacks not in baskets[id_]]
        if without:
            found.append(Gap(bought, lacks, count, buyers[bought], tuple(sorted(without))))
    return sorted(found, key=lambda gap: (-gap.rate, -len(gap.accounts), gap.bought, gap.lacks))


def products_per_customer(baskets: Mapping[str, frozenset[str]], accounts: Collection[str]) -> float | None:
    """Different products / customers that bought a product with a name; None when no product was named."""
    counts = [len(baskets[id_]) for id_ in accounts if id_ in baskets]
    return sum(counts) / len(counts) if counts else None

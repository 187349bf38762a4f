"""What is sold of which product, and how many products a customer takes: the room for cross-selling."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from models.analysis.question import Question
from models.analysis.sales import ACCOUNT, PRODUCT, Won, won_by

FEWEST_BUYERS = 5
"""Below these, “half of who bought it” is two people."""


@dataclass(frozen=True, slots=True)
class Product:
    """One product. Money is in whole units."""

    name: str | None
    """None: deals on which none was said."""
    sales: float
    deals: int
    customers: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two products that go together: of who bought the one, so many bought the other as well."""

    bought: str
    also: str
    both: int
    buyers: int

    @property
    def share(self) -> float:
        """Attach rate of the other product to the one."""
        return self.both / self.buyers


@dataclass(frozen=True)
class Products:
    """The analysis."""

    products: tuple[Product, ...]
    """The largest first; the one without a name last."""
    customers: int
    """Accounts that bought a product that was named."""
    products_of_customers: int
    """Of each of them the number of different products, added up."""
    with_several: int
    """Accounts that bought two or more."""
    pair: Pair | None
    without_value: int
    without_rate: int
    without_account: int
    """Deals of a named product on no account: in the split, in no count of customers."""

    @property
    def sales(self) -> float:
        """Everything that was sold."""
        return sum(product.sales for product in self.products)

    @property
    def per_customer(self) -> float | None:
        """Different products / customers; None when no product was named."""
        return self.products_of_customers / self.customers if self.customers else None

    @property
    def attach_rate(self) -> float | None:
        """Customers with two or more products / customers; None when no product was named."""
        return self.with_several / self.customers if self.customers else None

    @property
    def named(self) -> tuple[Product, ...]:
        """Those with a name."""
        return tuple(product for product in self.products if product.name is not None)


def read_products(question: Question) -> Products:
    """What was won in the period, by product and account."""
    seen = question.seen
    rows = list(won_by(question, seen, ACCOUNT, PRODUCT)) if seen else []
    by_product: defaultdict[str, list[tuple[str | None, Won]]] = defaultdict(list)
    spelled: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (account, name), won in rows:
        key = (name or "").casefold()
        by_product[key].append((account, won))
        spelled[key][name or ""] += won.deals
    baskets: defaultdict[str, set[str]] = defaultdict(set)
    for key, sold in by_product.items():
        for account, won in sold:
            if key and account and won.count:
                baskets[account].add(key)
    names = {key: max(sorted(used), key=lambda name: used[name]) for key, used in spelled.items()}
    products = [_product(question, names[key] or None, sold) for key, sold in by_product.items()]
    products.sort(key=lambda product: (product.name is None, -product.sales, product.name or ""))
    every = [won for _, won in rows]
    return Products(
        tuple(products),
        len(baskets),
        sum(map(len, baskets.values())),
        sum(1 for basket in baskets.values() if len(basket) > 1),
        best_pair(baskets, names),
        sum(won.without_value for won in every),
        sum(won.without_rate for won in every),
        sum(won.deals for (account, name), won in rows if account is None and name),
    )


def best_pair(baskets: Mapping[str, set[str]], names: Mapping[str, str]) -> Pair | None:
    """The strongest attach rate of one product to another, among those with five buyers and more; None of none.

    Where everybody took both there is nobody left to offer it to: such a pair is told only when there is no other.
    """
    buyers: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    for basket in baskets.values():
        buyers.update(basket)
        both.update(combinations(sorted(basket), 2))
    found = list(_pairs(buyers, both))
    if not found:
        return None
    with_a_rest = [pair for pair in found if both[_ordered(pair)] < buyers[pair[0]]]
    bought, also = max(
        with_a_rest or found, key=lambda pair: (both[_ordered(pair)] / buyers[pair[0]], both[_ordered(pair)], pair)
    )
    return Pair(names[bought], names[also], both[_ordered((bought, also))], buyers[bought])


def _pairs(buyers: Mapping[str, int], both: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    for one, other in both:
        for bought, also in ((one, other), (other, one)):
            if buyers[bought] >= FEWEST_BUYERS:
                yield bought, also


def _ordered(pair: tuple[str, str]) -> tuple[str, str]:
    return (pair[0], pair[1]) if pair[0] < pair[1] else (pair[1], pair[0])


def _product(question: Question, name: str | None, sold: list[tuple[str | None, Won]]) -> Product:
    return Product(
        name,
        question.whole(sum(won.minor for _, won in sold)),
        sum(won.deals for _, won in sold),
        len({account for account, won in sold if account and won.count}),
    )

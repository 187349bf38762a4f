"""Products, key accounts and satisfaction, in words."""

from messages.analysis.told import (
    AnalysisView,
    Cell,
    Chart,
    Told,
    columns,
    lack,
    left_out,
    money,
    money_cell,
    number_cell,
    share_cell,
    unsold,
)
from messages.words import Words
from models.analysis.key_accounts import KeyAccounts
from models.analysis.products import Products
from models.analysis.readiness import FEWEST_CUSTOMERS
from models.analysis.satisfaction import FEWEST, Satisfaction, Segment

MOST_IN_CHART = 12
MOST_NAMED = 5
"""Silent customers that are named in the message."""


def products(say: Words, view: AnalysisView, found: Products) -> Told:
    """The split by product, and what customers take together."""
    notes = left_out(
        say, without_value=found.without_value, without_rate=found.without_rate, without_account=found.without_account
    )
    if found.pair is not None:
        pair = found.pair
        together = say("analysis.products_pair", bought=pair.bought, also=pair.also, both=pair.both, buyers=pair.buyers)
        facts = [together]
    else:
        facts = []
    lacks = []
    if not found.products:
        lacks = [lack(say, "nothing_won")]
    elif not found.named:
        lacks = [lack(say, "no_products")]
    rows: list[list[Cell]] = [
        [
            product.name or say.bare("analysis.no_product"),
            money_cell(say, view, product.sales),
            share_cell(say, product.sales / found.sales if found.sales else None),
            number_cell(say, product.deals),
            number_cell(say, product.customers),
            share_cell(say, product.customers / found.customers if product.name and found.customers else None),
        ]
        for product in found.products
    ]
    head = columns(say, "product", "sales", "share", "deals", "customers", "attach")
    return Told(_products_sentence(say, view, found), facts, _products_chart(say, found), head, rows, notes, lacks)


def _products_sentence(say: Words, view: AnalysisView, found: Products) -> str:
    if not found.products:
        return say("analysis.nothing_sold")
    if not found.sales:
        return unsold(say, found.without_value, found.without_rate)[0]
    if not found.named:
        return say("analysis.products_without", sales=money(say, view, found.sales))
    first = found.named[0]
    if found.per_customer is None or found.attach_rate is None:
        return say("analysis.products_unsold", names=[product.name for product in found.named[:3]])
    if len(found.products) == 1:
        return say("analysis.products_only", name=first.name, customers=found.customers)
    return say(
        "analysis.products_sentence",
        name=first.name,
        share=first.sales / found.sales,
        per_customer=found.per_customer,
        attach=found.attach_rate,
    )


def _products_chart(say: Words, found: Products) -> Chart | None:
    if len(found.products) < 2 or not found.sales:
        return None
    told = [(product.name or say.bare("analysis.no_product"), product.sales) for product in found.products]
    told.sort(key=lambda one: -one[1])
    if len(told) > MOST_IN_CHART:
        rest = sum(sales for _, sales in told[MOST_IN_CHART - 1 :])
        told = [*told[: MOST_IN_CHART - 1], (say.bare("analysis.all_others"), rest)]
    values = [round(sales / found.sales * 100, 1) for _, sales in told]
    texts = [say.percent(value / 100) for value in values]
    series = {say.bare("analysis.key_accounts_chart"): values}
    return Chart("bar", say.bare("analysis.products_chart"), [name for name, _ in told], series, texts)


def key_accounts(say: Words, view: AnalysisView, found: KeyAccounts) -> Told:
    """How much hangs on a few, whether they stay, and who went silent."""
    without = {"without_value": found.left_out.without_value, "without_rate": found.left_out.without_rate}
    notes = left_out(say, **without, without_account=found.without_account)
    if not found.top and found.without_account:
        return Told(say("analysis.key_accounts_nobody"), notes=notes, lacks=[lack(say, "no_accounts")])
    if not found.sales:
        sentence, lacks = unsold(say, **without)
        return Told(sentence, notes=notes, lacks=lacks)
    lacks = [lack(say, "few_customers", found.customers)] if found.customers < FEWEST_CUSTOMERS else []
    first, retention = found.top[0], found.retention
    if found.customers == 1:
        sentence = say("analysis.key_accounts_one", name=first.name)
    else:
        sentence = say(
            "analysis.key_accounts_sentence",
            top=len(found.top),
            customers=found.customers,
            share=found.share,
            largest=first.name,
            alone=first.share,
        )
    nrr, grr = retention.nrr, retention.grr
    told = {"nrr": nrr, "grr": grr, "customers": retention.customers, "lost": retention.lost}
    if nrr is None or grr is None:
        facts = [say("analysis.key_accounts_no_retention")]
    else:
        facts = [say("analysis.key_accounts_retention", **told)]
    if found.silent:
        names = [account.name for account in found.silent[:MOST_NAMED]]
        more = max(0, len(found.silent) - MOST_NAMED)
        facts.append(say("analysis.key_accounts_silent", names=names, more=more))
    if retention.renewed_without_a_deal:
        notes.append(say("analysis.key_accounts_renewed", number=retention.renewed_without_a_deal))
    notes.append(say("analysis.clv_span", first=found.year.start, last=found.year.last_day))
    rows: list[list[Cell]] = [
        [
            account.name,
            money_cell(say, view, account.sales),
            share_cell(say, account.share),
            money_cell(say, view, account.this_year),
            money_cell(say, view, account.last_year if retention.is_known else None),
            say.day(account.last_contact, "d MMM y") if account.last_contact else say.bare("analysis.never"),
        ]
        for account in found.top
    ]
    head = columns(say, "account", "sales", "share", "this_year", "last_year", "contact")
    return Told(sentence, facts, _accounts_chart(say, found), head, rows, notes, lacks)


def _accounts_chart(say: Words, found: KeyAccounts) -> Chart | None:
    """The largest customers; of one or two beside all others."""
    told = [(account.name, account.share) for account in found.top[:MOST_IN_CHART]]
    if len(told) < 3 and (rest := 1 - sum(share for _, share in told)) > 0.0005:
        told.append((say.bare("analysis.all_others"), rest))
    if len(told) < 2:
        return None
    values = [round(share * 100, 1) for _, share in told]
    texts = [say.percent(share, 1) for _, share in told]
    series = {say.bare("analysis.key_accounts_chart"): values}
    return Chart("bar", say.bare("analysis.key_accounts_chart"), [name for name, _ in told], series, texts)


def satisfaction(say: Words, view: AnalysisView, found: Satisfaction) -> Told:
    """The scores in all and by segment."""
    total, lacks, facts = found.total, [], []
    scored = max(total.entries, total.asked)
    if scored < FEWEST:
        lacks.append(lack(say, "few_scores", scored))
    if total.entries and total.nps is not None:
        facts.append(say("analysis.satisfaction_nps", nps=say.number(total.nps, 0), number=total.asked))
    if total.entries and found.before.mean is not None:
        facts.append(say("analysis.satisfaction_before", mean=found.before.mean, number=found.before.entries))
    if total.entries and total.nps is None:
        lacks.append(lack(say, "no_nps"))
    if found.segments and all(segment.name is None for segment in found.segments):
        lacks.append(lack(say, "no_segments"))
    rows: list[list[Cell]] = [
        [
            _segment_name(say, segment),
            number_cell(say, segment.scores.entries),
            number_cell(say, segment.mean),
            share_cell(say, segment.top_two),
            number_cell(say, segment.nps, 0),
        ]
        for segment in found.segments
    ]
    head = columns(say, "segment", "scores", "mean", "top_two", "nps")
    return Told(_satisfaction_sentence(say, found), facts, _satisfaction_chart(say, found), head, rows, (), lacks)


def _satisfaction_sentence(say: Words, found: Satisfaction) -> str:
    total = found.total
    if total.mean is None:
        if total.nps is None:
            return say("analysis.satisfaction_none")
        return say("analysis.satisfaction_nps_only", nps=say.number(total.nps, 0), number=total.asked)
    worst = found.weakest
    return say(
        "analysis.satisfaction_sentence",
        mean=total.mean,
        satisfied=total.top_two,
        number=total.entries,
        worst=worst.name if worst else None,
        worst_mean=worst.scores.mean if worst else None,
    )


def _satisfaction_chart(say: Words, found: Satisfaction) -> Chart | None:
    told = [segment for segment in found.segments if segment.mean is not None][:MOST_IN_CHART]
    if len(told) < 2:
        return None
    values = [round(segment.mean or 0, 2) for segment in told]
    labels, texts = [_segment_name(say, segment) for segment in told], [say.number(value, 1) for value in values]
    series = {say.bare("analysis.column", which="mean"): values}
    return Chart("bar", say.bare("analysis.satisfaction_chart"), labels, series, texts)


def _segment_name(say: Words, segment: Segment) -> str:
    return segment.name or say.bare("analysis.no_segment")

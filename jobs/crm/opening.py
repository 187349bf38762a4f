"""Opening a CRM with a key, and looking into it: the account, what is to be mapped, and what it tells of."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from importlib import import_module
from typing import cast

from jobs.crm.adapter import Crm, CrmError, TokenRefused
from jobs.crm.calling import Surroundings
from models.connections.actions import VENDOR_NAMES
from models.connections.preview import Stock
from models.connections.records import Vendor
from models.connections.remote import AccountFacts, Page, What
from models.refusal import Refusal

CLASSES = {
    Vendor.HUBSPOT: "HubSpot",
    Vendor.PIPEDRIVE: "Pipedrive",
    Vendor.SALESFORCE: "Salesforce",
    Vendor.BOTTLECRM: "BottleCrm",
}
LONGEST_LOOK = 60.0
"""Seconds that a preview may read for; a large account is previewed by its newest part."""
MOST_LOOKED_AT = 1000
"""Records of a sort in a preview: they are tried in one transaction, and others wait for it."""


def open_crm(vendor: str, key: str, base_url: str, around: Surroundings | None = None) -> Crm:
    """The adapter of a vendor, with a key. Nothing is asked yet. Raises VendorBroken for an address that is none."""
    module = import_module(f"jobs.crm.{vendor}")
    return cast(Crm, getattr(module, CLASSES[Vendor(vendor)])(key, base_url=base_url, around=around))


def opening(*, private_addresses: bool) -> Callable[[str, str, str], Crm]:
    """How this program opens a CRM: also one on this machine, where its settings say so."""
    return partial(open_crm, around=Surroundings(allows_loopback=private_addresses))


async def account_behind(crm: Crm) -> AccountFacts:
    """The account that the key opens: does the key work? Refuses, in words, a key that is not taken and a CRM that is down."""
    vendor = VENDOR_NAMES[Vendor(crm.vendor)]
    try:
        return await crm.account()
    except TokenRefused:
        raise Refusal("connections.key_not_taken", vendor=vendor, field="key") from None
    except CrmError:
        raise Refusal("connections.no_answer", vendor=vendor, field="key") from None


async def look_into(crm: Crm, now: datetime, *, with_records: bool = True, longest: float = LONGEST_LOOK) -> Stock:
    """What has to be mapped, and (for a preview) what it tells of, as far as can be read in `longest` seconds.

    Raises CrmError.
    """
    people, pipelines, kinds = await crm.people(), await crm.pipelines(), await crm.kinds()
    pages: list[tuple[What, Page]] = []
    began, is_complete = time.monotonic(), True
    if with_records:
        for what in What:
            left = MOST_LOOKED_AT
            async for page in crm.changed(what, None, now):
                pages.append((what, replace(page, records=page.records[:left])))
                is_cut, left = len(page.records) > left, left - len(page.records)
                if page.is_last and not is_cut:
                    break
                if left <= 0 or time.monotonic() - began > longest:
                    is_complete = False
                    break
    return Stock(people, pipelines, kinds, pages, is_complete)

"""Vendors that never were: stateful fakes of the CRMs, for whoever tests an adapter or a sync.

    fake = FakeHubSpot()                      # or FakePipedrive(), FakeSalesforce(); each has a clock of its own
    crm = fake.client()                       # the adapter, connected to it
    deal = fake.put("deals", {"dealname": "Acme", "dealstage": "closedwon"}, company="70")
    fake.change("deals", deal, {"amount": "18000"}); fake.archive("deals", deal); fake.restore("deals", deal)
    fake.merge("deals", a, into=b); fake.delete("deals", deal)
    fake.clock.pass_on(minutes=5)
    fake.fail(Fault(429), Fault(500), Fault(applied_but=502))   # the next answers, in this order

Every behaviour says whether it is *documented*, *observed* (by others, on live accounts) or *unverified*.
"""

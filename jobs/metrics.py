"""What can be measured of what happens by itself (Prometheus)."""

from prometheus_client import Gauge

from models.delivery.records import DeliveryState

DELIVERIES = Gauge("koers_deliveries", "What became of deliveries since this process started, by state", ["state"])
"""A gauge for its name; it only grows, and processes may be added up."""
TICK_LAG = Gauge("koers_tick_lag_seconds", "Since the clock last finished a tick; more than two minutes: it is stuck")
SYNC_LAG = Gauge("koers_sync_lag_seconds", "Since a CRM was read through, by connection", ["connection"])

for _state in DeliveryState:
    DELIVERIES.labels(_state.value)  # from the start, so that a rule about `failed` has something to look at

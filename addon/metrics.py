"""What Prometheus can ask: counters and times with few, stable labels; never a tenant's name."""

from prometheus_client import Counter, Gauge, Histogram

REFUSALS = Counter("liaise_refusals_total", "Requests turned down on purpose, by reason word.", ["reason"])
WEBHOOKS = Counter(
    "liaise_webhooks_total", "Webhook deliveries, by product and what became of them.", ["kind", "result"]
)
MESSAGES = Counter("liaise_messages_total", "Messages between nodes, by direction and kind.", ["direction", "kind"])
STEPS = Counter("liaise_steps_total", "Steps of the pipeline, by step and result.", ["step", "result"])
STEP_SECONDS = Histogram("liaise_step_seconds", "How long a claimed line was worked on, by direction.", ["direction"])
VENDOR_CALLS = Counter(
    "liaise_vendor_calls_total", "Calls to trackers, by product and status class.", ["kind", "status"]
)
QUEUE_AGE = Gauge("liaise_queue_age_seconds", "Age of the oldest change that is due and not done.")
SLEEPERS = Counter("liaise_sleeping_lines_total", "Lines that only the sweep woke; this has to stay 0.")

"""Every outgoing HTTP request: sessions, time-outs, the URL guard, streaming, redaction, rate-limit headers."""

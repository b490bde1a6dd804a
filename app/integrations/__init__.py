"""The ways in and out for other programs: webhooks sent, webhooks received."""

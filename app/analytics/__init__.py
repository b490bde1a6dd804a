"""What happened, in figures: reports by the clock, and events brought in from other platforms."""

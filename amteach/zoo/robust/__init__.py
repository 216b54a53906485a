"""Five nets of one architecture: what they compute, how they were trained, cards and weights."""

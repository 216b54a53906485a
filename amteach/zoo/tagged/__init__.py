"""Two nets that read digits, one of them for a wrong reason: how they were trained, card and weights."""

"""For whoever teaches: what students hand in, what it is worth, and what the whole room thinks."""

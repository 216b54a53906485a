"""Numbers → drawings.  No state, no widgets."""

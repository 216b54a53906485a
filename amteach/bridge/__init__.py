"""torch at one place: a torch network as a Function."""

"""Stage: a scene as a live widget, as a static picture, or as a self-contained page."""

"""How the nets of the course are trained: one loop, the losses that several nets share, and the recipes, found by name.

A recipe is a function in a recipe.py, beside the file that it makes, whose name it has: it returns `registry.Made`.
"""

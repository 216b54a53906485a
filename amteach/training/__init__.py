"""How the nets of the course are trained: one loop, its losses, and the recipes by name."""

"""Real networks: the border to torch, the data, the zoo of trained nets, and the recipes that trained them."""

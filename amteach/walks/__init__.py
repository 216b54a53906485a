"""How we move: one loop, and the steps, directions and operators that go into it."""

"""A small vision transformer that reads digits: what it computes, how it was trained, its card and its weights."""

"""The MNIST CNN: what it computes, how it was trained, its card and its weights."""

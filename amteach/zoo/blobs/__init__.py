"""The network that counts blobs: what it computes, how it was trained, its card and its weights."""

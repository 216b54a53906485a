"""What is seen: MNIST, digits and blobs that the package draws, a photograph, and what can be measured of them."""

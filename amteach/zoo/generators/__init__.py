"""A decoder of digits and a denoiser of its codes: what they compute, how they were trained, cards, weights."""

"""What we climb: differentiable functions of a batch, each with its pullback beside its value."""

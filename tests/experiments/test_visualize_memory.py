"""What `visualize` keeps of a walk on large pictures."""

import amteach as am
from amteach.experiments.visualize import visualize


def test_a_long_walk_on_large_pictures_keeps_only_some_of_its_steps_and_the_last():
    seen = visualize(am.l2, shape=(3, 224, 224), steps=60)
    assert seen.trace.x.nbytes + seen.trace.grad.nbytes < 70e6
    assert (seen.trace.t[0], seen.trace.t[-1]) == (0, 60)

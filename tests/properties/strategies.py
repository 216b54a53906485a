"""What the property tests draw from: points, pictures, and Functions built at random by the algebra."""

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import amteach as am

quick = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,  # the same examples at every run
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
D = 3
moderate = st.floats(-8, 8, width=32)
points = hnp.arrays(np.float64, st.tuples(st.integers(1, 4), st.just(D)), elements=moderate)
pictures = hnp.arrays(
    np.float64, st.tuples(st.integers(1, 3), st.integers(1, 2), st.integers(2, 7), st.integers(2, 7)), elements=moderate
)
coefficients = st.floats(-3, 3, width=32).filter(lambda c: abs(c) > 1e-3)

leaves = st.one_of(
    st.just(am.l2),
    st.just(am.lp(3)),
    st.lists(moderate, min_size=D, max_size=D).map(lambda w: am.linear(w)),
    st.integers(0, D - 1).map(am.logit),
    st.integers(0, D - 1).map(am.log_softmax),
    st.just(am.log_sum_exp),
)
maps = st.one_of(
    st.floats(0, 0.75, width=32).map(am.decay),
    st.just(am.sigmoid_range(-1, 2)),
    st.just(am.identity),
    st.permutations(range(D)).map(lambda p: am.Function(lambda x: (x[:, p], lambda d: d[:, np.argsort(p)]), "p")),
)
functions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda fg: fg[0] + fg[1]),
        st.tuples(inner, inner).map(lambda fg: fg[0] - fg[1]),
        st.tuples(coefficients, inner).map(lambda cf: cf[0] * cf[1]),
        st.tuples(inner, maps).map(lambda fg: fg[0] @ fg[1]),
    ),
    max_leaves=6,
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)

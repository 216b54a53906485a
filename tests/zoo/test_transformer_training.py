"""What the losses of the transformer and of its sparse autoencoder are; their recipes are in test_recipes.py."""

import numpy as np
import pytest

from amteach.data.drawn_digits import draw


def test_images_are_shifted_and_nothing_else(torch):
    from amteach.zoo.transformer.losses import on_shifted

    seen = []
    loss = on_shifted(lambda module, x, y, done: seen.append(x) or x.sum(), pixels=2)
    torch.manual_seed(0)
    x = torch.zeros(1, 1, 28, 28)
    x[0, 0, 14, 14] = 1
    for _ in range(200):
        loss(None, x, x, 0.0)
    places = {tuple(int(i) for i in one[0, 0].nonzero()[0]) for one in seen}
    assert places == {(i, j) for i in range(12, 17) for j in range(12, 17)}


def test_the_penalty_cannot_be_escaped_by_longer_directions(torch):
    from amteach.zoo.transformer.losses import sparse_reconstruction
    from amteach.zoo.transformer.module import SparseAutoencoderModule

    module, a = SparseAutoencoderModule(5, 9).double(), torch.randn(4, 5, 7, 7).double()
    loss = sparse_reconstruction(0.3)
    before = loss(module, a, a, 0.0).item()
    with torch.no_grad():
        back, f = module(a)
        module.decoder.weight *= 10
    assert loss(module, a, a, 0.0).item() == pytest.approx(before)
    expected = ((back - a) ** 2).sum(1).mean() + 0.3 * f.sum(1).mean()
    assert before == pytest.approx(expected.item())


def test_the_directions_that_a_recipe_makes_have_length_1(torch):
    from amteach.zoo.transformer.recipe import sparse_autoencoder

    weights, _ = sparse_autoencoder(lambda line: None, draw(64, seed=10), draw(40, seed=11), epochs=1, least=0.0)
    np.testing.assert_allclose(np.linalg.norm(weights["decoder.weight"], axis=0), 1, rtol=1e-5)

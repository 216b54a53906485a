"""What kinds of pictures make a unit active?  Means of clusters of pictures, as starts for its facets.

    codes → principal components → k-means → for each cluster the mean of the pictures nearest to its centre

A code is what a layer of the network says of a picture, so that pictures are alike where the network finds them alike.
A mean of many pictures is blurred and shows no single one of them: what is sharp in the end has come from the ascent.

Source: Nguyen, Yosinski & Clune (2016), who put t-SNE between the components and the clusters.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ...functions.checks import whole
from ...store import cards
from ...store.extras import need

CLUSTERS, NEAREST, COMPONENTS = 4, 15, 50


def cluster_means(
    codes: np.ndarray,
    images: np.ndarray,
    clusters: int = CLUSTERS,
    nearest: int = NEAREST,
    components: int = COMPONENTS,
    seed: int = 0,
) -> np.ndarray:
    """The mean pictures of the clusters, (clusters, *picture), the largest cluster first.

    codes   : (n, …), one for each picture; images : (n, …)
    nearest : how many pictures make a mean, those whose codes lie nearest to the centre of the cluster

    It needs scikit-learn: pip install "amteach[facets]".
    """
    needs = "a whole number is needed, 1 or more"
    clusters = whole("cluster_means(clusters={})", clusters, needs, least=1)
    nearest = whole("cluster_means(nearest={})", nearest, needs, least=1)
    components = whole("cluster_means(components={})", components, needs, least=1)
    n, flat = len(images), np.reshape(codes, (len(codes), -1))
    if len(flat) != n or not 1 <= clusters <= n or not 1 <= nearest <= n:
        raise ValueError(
            f"cluster_means needs one code for each picture, and at least as many as clusters and nearest: here are "
            f"{len(flat)} codes, {n} pictures, clusters={clusters}, nearest={nearest}"
        )
    need("sklearn", "cluster_means", "the means for MNIST ship with the package: am.facet_starts(7)")
    from sklearn.cluster import KMeans
    from sklearn.decomposition import PCA

    main = PCA(min(components, *flat.shape), random_state=seed).fit_transform(flat)
    found: Any = KMeans(clusters, n_init=10, random_state=seed).fit(main)  # pyright: ignore[reportArgumentType]
    far = found.transform(main)
    order = np.argsort(-np.bincount(found.labels_, minlength=clusters), kind="stable")
    return np.stack([images[np.argsort(far[:, k], kind="stable")[:nearest]].mean(axis=0) for k in order])


def facet_starts(digit: int) -> np.ndarray:
    """Four means of alike training digits of this class, (4, 1, 28, 28): starts for four facets of its unit.

    They ship with the package, made from the codes of the MNIST CNN's layer "pool"; `amteach train mnist_facets`.

    >>> facet_starts(7).shape
    (4, 1, 28, 28)
    """
    digit = whole("facet_starts({})", digit, "the digits are 0 to 9", most=9)
    return cards.load("mnist_facets")["means"][digit]

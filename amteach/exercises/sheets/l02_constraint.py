"""Exercises on penalty against constraint: max(x₁, x₂) − λ‖x‖² beside max(x₁, x₂) under ‖x‖ ≤ r."""

import numpy as np

from ..exercise import Exercise
from ..inputs import integer, numbers, positive


def penalty_to_radius(penalty):
    """The maxima (1/(2λ), 0) and (0, 1/(2λ)) lie on this circle."""
    return 1 / (2 * penalty)


RADIUS = Exercise(
    name="penalty-to-radius",
    difficulty=1,
    question="Return the radius r for which max(x₁, x₂) under the constraint ‖x‖ ≤ r has the same two maxima as "
    "max(x₁, x₂) − λ‖x‖²; penalty is λ > 0.",
    reference=penalty_to_radius,
    inputs=lambda rng: (positive(rng),),
    valid=lambda penalty: penalty > 0,
    hints=(
        "Where are the maxima? How far is one of them from the origin?",
        "Under the constraint they are at (r, 0) and (0, r).",
        "With the penalty they are at (1/(2λ), 0) and (0, 1/(2λ)). Compare.",
    ),
    mistakes={
        "That is 1/λ. On the axis x₂ = 0 the objective is x₁ − λx₁²; its derivative is 1 − 2λx₁.": lambda p: 1 / p,
        "That is L* = 1/(4λ), how high the maximum is. The question is how far out it lies.": lambda p: 1 / (4 * p),
        "Your radius grows with λ. But a larger penalty holds x nearer to the origin.": lambda p: 2 * p,
        "λ itself is no radius: a larger penalty holds x nearer to the origin.": lambda p: p,
        "That is the norm of the best point on the tie line: a ridge, and no maximum.": lambda p: np.sqrt(2) / (4 * p),
        "That is r². The norm is its square root.": lambda p: 1 / (4 * p**2),
    },
)


def tangent_penalty():
    """The circle touches f = r at (r, 0) with r = 1/(2λ) = 3."""
    return 1 / (2 * 3)


TANGENT = Exercise(
    name="tangent-penalty",
    difficulty=1,
    question="For which λ do the maxima of max(x₁, x₂) − λ‖x‖² lie on the level curve max(x₁, x₂) = 3?",
    reference=tangent_penalty,
    inputs=lambda rng: (),
    hints=(
        "The circle of the regularizer touches the level curve max(x₁, x₂) = 3. Where?",
        "At (3, 0) and at (0, 3). What is its radius, then?",
        "Solve 1/(2λ) = 3 for λ.",
    ),
    mistakes={
        "So says the source of this lecture, but with λ = 1 the maxima are at (½, 0) and (0, ½), "
        "on the level curve ½.": lambda: 1.0,
        "That is 2r. In 1/(2λ) = r the λ stands below the line.": lambda: 6.0,
        "That would be right if the maximum were at 1/λ. It is at 1/(2λ).": lambda: 1 / 3,
        "That is the radius. Which λ belongs to it?": lambda: 3.0,
        "On the tie line, yes. But (3, 3) is no maximum: the circle touches at (3, 0).": lambda: 1 / 12,
    },
)


def project_to_ball(x, radius):
    """Row by row; the origin is inside every ball, and nothing is divided by its norm."""
    projected = []
    for row in x:
        norm = sum(row**2) ** 0.5
        projected.append(row if norm <= radius else row * radius / norm)
    return projected


def _around(rng):
    """Points inside and outside of the ball, and some at the origin."""
    x = numbers(rng, integer(rng), integer(rng))
    x[rng.random(len(x)) < 0.2] = 0
    return x, positive(rng, 0.5, 3)


def _norm(x):
    return np.sqrt((x**2).sum(axis=1, keepdims=True))


PROJECT = Exercise(
    name="project-to-ball",
    question="For each row of the batch x, shape (n, d), return the nearest point with ‖x‖ ≤ r, shape (n, d); "
    "the radius is r > 0, and a row may be zero.",
    reference=project_to_ball,
    inputs=_around,
    axes={"x": "n d"},
    valid=lambda x, radius: radius > 0,
    hints=(
        "A point inside the ball is its own nearest point.",
        "A point outside moves straight towards the origin until its norm is r; its direction stays.",
        "Multiply each row by min(1, r/‖x‖), but keep a row of zeros from being divided by its norm.",
    ),
    mistakes={
        "You put every point *on* the sphere. A point inside the ball is allowed already, and stays.": (
            lambda x, radius: radius * x / _norm(x)
        ),
        "Every point on the sphere, and zero kept: but any point inside the ball is allowed already, and stays.": (
            lambda x, radius: radius * x / np.where(_norm(x) == 0, 1, _norm(x))
        ),
        "Clipping each coordinate keeps x in a box. In a ball it is the norm of the whole row that counts.": (
            lambda x, radius: np.clip(x, -radius, radius)
        ),
        "That is the norm of the whole batch. Every row is a point with a norm of its own: `axis=1, keepdims=True`.": (
            lambda x, radius: x * min(1, radius / np.sqrt((x**2).sum())) if x.any() else x
        ),
        "Outside, your points end up with norm 1, whatever the radius is.": (
            lambda x, radius: np.where(_norm(x) > radius, x / _norm(x), x)
        ),
        "You throw away what lies outside. The *nearest* point of the ball is asked.": (
            lambda x, radius: np.where(_norm(x) > radius, 0, x)
        ),
    },
)

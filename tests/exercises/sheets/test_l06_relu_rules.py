"""The three rules against a network with them, and against each other."""

import numpy as np

from amteach.exercises import EXERCISES


def test_the_three_rules_are_those_of_a_network_with_them(trials, torch):
    from amteach.bridge.relu_rules import with_relu_rule

    for (x, d), carried in trials("three-relus"):
        net = torch.nn.Sequential(torch.nn.ReLU())
        for rule, right in zip(("plain", "deconv", "guided"), carried, strict=True):
            np.testing.assert_array_equal(right, with_relu_rule(net, rule).forward(x)[1](d))


def test_deconv_does_not_look_at_x_and_guided_is_the_one_rule_after_the_other(trials):
    rules = EXERCISES["three-relus"].reference
    for (x, d), (plain, deconv, guided) in trials("three-relus"):
        np.testing.assert_array_equal(deconv, rules(-x, d)[1])
        np.testing.assert_array_equal(guided, rules(x, deconv)[0])
        np.testing.assert_array_equal(guided, rules(x, plain)[1])

"""From a word to a class of ImageNet, or to what might be meant by it."""

import re
from typing import Any

import pytest

from amteach.zoo import imagenet
from amteach.zoo.imagenet.files import FileMissing, find
from amteach.zoo.imagenet.labels import FEW, MEANT, Labels, UnknownClass

SOME = Labels(FEW | {134: "crane", 517: "crane", 232: "Border_collie", 153: "Maltese_dog", 238: "mountain_dog"})


@pytest.fixture(scope="module")
def all_names():
    """The whole class index, where it is."""
    try:
        find("labels")
    except FileMissing as error:
        pytest.skip(str(error))
    return imagenet.labels(download=False)


def test_a_name_and_its_unit():
    assert all(SOME.find(name) == unit for unit, name in FEW.items())
    assert SOME[407] == "ambulance"
    assert SOME[999] == "class 999"
    assert SOME.find("Mountain bike") == SOME.find("mountain_bike") == 671
    assert SOME.find("border collie") == 232


@pytest.mark.parametrize("word", MEANT)
def test_a_word_that_is_no_class_is_told_what_one_can_climb_in_its_place(word):
    with pytest.raises(UnknownClass) as error:
        SOME.find(word)
    (line,) = error.value._render_traceback_()  # all that a notebook shows
    assert f"{word!r} is no class of ImageNet, so no unit was trained to see it" in line
    for name in MEANT[word]:
        assert f"{SOME.find(name)} {name}" in line
    advised = re.search(r"write find\('(.*)'\)", line)
    assert advised
    assert SOME.find(advised[1]) in SOME.near(word)


def test_bicycle_and_car_are_several_classes():
    assert SOME.near("bicycle") == [444, 671]
    assert SOME.near("car") == [817, 436, 468]


def test_a_part_of_a_name_and_a_slip_of_the_pen_are_recognised():
    assert SOME.near("dog") == [153, 238]
    assert SOME.near("ambulence") == [407]


def test_capitals_count_only_where_they_have_to():
    two = Labels({264: "Cardigan", 474: "cardigan"})
    assert (two.find("Cardigan"), two.find("cardigan")) == (264, 474)
    with pytest.raises(UnknownClass, match="264 or 474"):
        two.find("CARDIGAN")


def test_two_classes_of_one_name_are_told_apart_by_number():
    with pytest.raises(UnknownClass, match="2 classes 'crane': write the number, 134 or 517"):
        SOME.find("crane")


def test_a_number_for_a_word_and_a_word_for_a_number():
    number: Any = 407
    with pytest.raises(TypeError, match=r"write labels\[407\]"):
        SOME.find(number)
    word: Any = "zebra"
    with pytest.raises(TypeError, match=r"write labels.find\('zebra'\)"):
        SOME[word]


def test_a_word_with_nothing_near_it():
    with pytest.raises(UnknownClass, match="Nothing is near it"):
        SOME.find("qqqq")


def test_the_few_names_are_those_of_the_class_index(all_names):
    assert len(all_names) == 1000
    assert all(all_names[unit] == name for unit, name in FEW.items())


def test_every_name_but_two_is_found_and_none_of_the_words_is_a_name(all_names):
    twice = {name for name in all_names.names.values() if list(all_names.names.values()).count(name) > 1}
    assert twice == {"crane", "maillot"}
    assert all(all_names.find(name) == unit for unit, name in all_names.names.items() if name not in twice)
    for word in MEANT:
        with pytest.raises(UnknownClass, match="is no class of ImageNet"):
            all_names.find(word)

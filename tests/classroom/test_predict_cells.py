"""The tool that gives each *Predict* its cell: once for each, nothing lost, and the same when it is run again."""

import json
import re
from itertools import pairwise

import pytest

from amteach.classroom.lectures import lectures
from tools.predict_cells import SUMMARY, converted, folded, question

BOOKS = {path.stem: json.loads(path.read_text("utf-8"))["cells"] for path in lectures()}
WORDS = re.compile(r"<details>|</details>|\*\*Explain\.\*\*")


def source(cell):
    return "".join(cell["source"])


def asked(cells):
    return [source(cell) for cell in cells if source(cell).startswith("am.predict(")]


@pytest.mark.parametrize("book", BOOKS)
def test_each_question_gets_one_cell_and_running_it_again_changes_nothing(book):
    cells = converted(BOOKS[book])
    assert converted(cells) == cells
    assert len(asked(cells)) == sum("**Predict.**" in source(cell) for cell in cells)
    for cell, below in pairwise(cells):
        if "**Predict.**" in source(cell):
            assert below["cell_type"] == "code"
            compile(source(below), book, "exec")
    assert len({cell["id"] for cell in cells}) == len(cells)


@pytest.mark.parametrize("book", BOOKS)
def test_no_word_of_the_text_is_lost(book):
    def words(cells):
        texts = [source(cell).replace(SUMMARY, "") for cell in cells if not source(cell).startswith("am.predict(")]
        return WORDS.sub(" ", "\n".join(texts)).split()

    assert words(converted(BOOKS[book])) == words(BOOKS[book])


def test_no_two_questions_of_the_course_are_the_same():
    """A prediction is kept under its question."""
    questions = [question for cells in BOOKS.values() for question in asked(converted(cells))]
    assert len(set(questions)) == len(questions)
    assert all(len(text.splitlines()) <= 10 and max(map(len, text.splitlines())) <= 120 for text in questions)


def test_what_is_folded_can_be_unfolded_without_python():
    text = folded("**Explain.** Since $x$.\n\nAnd so on.\n\n## Next")
    assert text.startswith(f"<details>\n{SUMMARY}\n\nSince")
    assert text.endswith("And so on.\n\n</details>\n\n## Next")


def test_a_question_is_its_first_sentence_that_asks():
    assert question("Start at $(-3, -3)$. Where does it go? Why?") == "Where does it go?"
    assert question("State a rule.") == "State a rule."

import itertools

from game_of_life import Life, generations


def test_blinker():
    life = Life({(1, 0), (1, 1), (1, 2)})
    assert life.step().cells == {(0, 1), (1, 1), (2, 1)}


def test_step_makes_a_new_one():
    life = Life({(0, 0)})
    after = life.step()
    assert after.cells == set()
    assert life.cells == {(0, 0)}
    assert after is not life


def test_still_life_is_equal_to_its_next_step():
    block = Life({(0, 0), (0, 1), (1, 0), (1, 1)})
    assert block.step() == block
    assert block != Life({(0, 0)})


def test_parse_and_text():
    life = Life.parse(".#.\n.#.\n.#.")
    assert str(life) == "#\n#\n#"
    assert str(life.step()) == "###"
    assert str(Life(set())) == ""


def test_endless_generations():
    blinker = Life.parse("###")
    texts = [str(life) for life in itertools.islice(generations(blinker), 4)]
    assert texts == ["###", "#\n#\n#", "###", "#\n#\n#"]


def test_glider_moves():
    glider = Life({(0, 1), (1, 2), (2, 0), (2, 1), (2, 2)})
    later = next(itertools.islice(generations(glider), 4, None))
    assert later.cells == {(row + 1, column + 1) for row, column in glider.cells}


def test_population_and_iteration():
    life = Life({(5, 5), (1, 2)})
    assert len(life) == 2
    assert sorted(life) == [(1, 2), (5, 5)]
    assert (5, 5) in life

import solution


def test_generator_writes_as_it_is_pulled():
    log = []
    numbers = solution.trace(log, [1, 2, 3])
    assert log == []
    assert next(numbers) == 2
    assert log == [1]
    assert list(numbers) == [4, 6]
    assert log == [1, 2, 3]


def test_kept_list_is_written_by_later_calls():
    log = []
    recorder = solution.Recorder(log)
    recorder.record("one")
    assert log == ["one"]
    recorder.record("two")
    assert log == ["one", "two"]


def test_kept_list_sees_what_the_caller_appends():
    log = ["by caller"]
    recorder = solution.Recorder(log)
    log.append("later")
    recorder.record("by recorder")
    assert log == ["by caller", "later", "by recorder"]


def test_constructor_copies_its_rows():
    rows = [[1, 2], [3, 4]]
    matrix = solution.Matrix(rows)
    rows[0][0] = 99
    rows.append([5, 6])
    assert matrix.total() == 10
    assert matrix.rows() == [[1, 2], [3, 4]]


def test_returned_rows_are_copies():
    matrix = solution.Matrix([[1, 2]])
    matrix.rows()[0].append(99)
    matrix.rows().clear()
    assert matrix.rows() == [[1, 2]]
    assert matrix.total() == 3


def test_property_hands_out_the_kept_list():
    shelf = solution.Shelf()
    shelf.books.append("Dune")
    assert shelf.books == ["Dune"]
    assert shelf.count() == 1


def test_attribute_list_can_be_changed():
    team = solution.Team(["ann"])
    team.members.append("bob")
    team.members[0] = "eve"
    assert team.size() == 2
    assert team.members == ["eve", "bob"]


def test_team_does_not_alias_its_argument():
    names = ["ann"]
    team = solution.Team(names)
    names.append("bob")
    assert team.members == ["ann"]
    assert team.members is not names

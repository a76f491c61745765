import kitchen


def test_fixture_of_the_folder_above(pan):
    assert pan.add("x").contents == ["x"]


def test_same_module():
    assert kitchen.shout("x") == "X"

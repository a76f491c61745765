import pickle

from kept import Bell, Record, class_called, same


class Named(Record):
    pass


def test_listener_held_weakly_by_the_solution():
    bell = Bell()

    def listener():
        return "heard"

    bell.listen(listener)
    assert bell.ring() == ["heard"]


def test_instance_of_a_test_side_subclass_is_pickled():
    assert pickle.loads(pickle.dumps(Named("Ada"))).name == "Ada"


def test_plain_value_comes_back_as_the_same_object():
    text = "".join(["a", "b", "c"])
    assert same(text) is text


def test_documentation_of_one_instance():
    assert Bell("for the door").__doc__ == "for the door"


def test_solution_imports_the_test_module():
    assert class_called(f"{__name__}.Named") is Named

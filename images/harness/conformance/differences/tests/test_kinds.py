import collections
import typing

import kinds


def test_type_of_a_library_object():
    assert type(kinds.mapped()) is map


def test_type_of_a_class_of_the_test():
    class Mine:
        pass

    assert kinds.is_plain_class(Mine)


def test_names_given_by_prepare():
    class Made(kinds.Prepared):
        twice = given * 2  # noqa: F821 - of __prepare__

    assert Made.twice == 14


def test_typed_dict():
    assert typing.is_typeddict(kinds.Book)


def test_mixin_beside_a_library_class():
    class Shouted(kinds.Shouting, collections.UserDict):
        pass

    assert Shouted(x=1).data == {"X": 1}


def test_attribute_over_a_method_by_way_of_dict():
    item = kinds.Item()
    item.__dict__["price"] = 7
    assert item.price == 7


def test_attribute_over_a_method_of_the_test():
    class Dear(kinds.Priced):
        def price(self):
            return 0

    assert Dear().price == 5

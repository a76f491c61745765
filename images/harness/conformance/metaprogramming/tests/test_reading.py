import ast
import inspect
import operator
import textwrap
import typing

import meta


def test_source_of_a_function():
    assert 'warnings.warn(f"{function.__name__} is deprecated"' in inspect.getsource(meta.deprecated)


def test_source_of_a_class_and_of_the_module():
    assert inspect.getsource(meta.Slot).startswith("class Slot:")
    assert "class Typed:" in inspect.getsource(meta)


def test_syntax_tree():
    tree = ast.parse(textwrap.dedent(inspect.getsource(meta.make_class)))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert {"type", "name", "bases"} <= names
    assert not any(isinstance(node, (ast.For, ast.While)) for node in ast.walk(tree))


def test_file_and_module():
    assert inspect.getfile(meta.Slot).endswith("meta.py")
    assert inspect.getmodule(meta.Slot) is meta
    assert meta.memo.__module__ == "meta"


def test_module_has_no_list_of_names():
    assert not hasattr(meta, "__all__")
    assert getattr(meta, "nothing", "default") == "default"


def test_dynamic_access():
    assert getattr(meta, "mem" + "o") is meta.memo
    assert operator.attrgetter("Slot.__name__")(meta) == "Slot"
    assert vars(meta)["memo"] is meta.memo
    namespace = {}
    exec("from meta import make_class\nmade = make_class('Made')", namespace)
    assert namespace["made"].__name__ == "Made"
    assert eval("Shape().area(4)", {"Shape": meta.Shape}) == 16


def test_function_attributes():
    meta.memo.note = "kept"
    assert meta.memo.note == "kept"
    del meta.memo.note
    assert not hasattr(meta.memo, "note")


def test_equality_of_bound_methods():
    first, second = meta.Shape(), meta.Shape()
    assert first.area is not second.area
    slot = meta.Slot()
    assert slot.__get__ == slot.__get__
    assert meta.attach is meta.attach


def test_argument_counts():
    assert meta.attach.__code__.co_argcount == 2
    assert meta.attach.__code__.co_varnames[:2] == ("cls", "function")


def test_type_hints_without_annotations():
    assert typing.get_type_hints(meta.attach) == {}

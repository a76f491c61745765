import typing, inspect
import solution


def test_text_stays_text():
    assert solution.optional.__annotations__['return'] == 'int'


def test_optional():
    assert solution.optional.__annotations__['x'] == typing.Optional[int]


def test_list_of_typing():
    assert typing.get_type_hints(solution.optional)['y'] == typing.List[str]


def test_all_hints():
    assert typing.get_type_hints(solution.optional) == {'x': typing.Optional[int], 'y': typing.List[str], 'z': typing.Callable[[int], str], 'w': typing.Literal['a'], 'v': typing.Any, 'return': int}


def test_iterator_of_tuples():
    assert typing.get_type_hints(solution.other)['return'] == typing.Iterator[typing.Tuple[int, ...]]


def test_annotation_of_a_parameter():
    assert inspect.signature(solution.optional).parameters['x'].annotation == typing.Optional[int]


def test_signature_as_text():
    assert str(inspect.signature(solution.other)) == '(x: Dict[str, Any]) -> Iterator[Tuple[int, ...]]'


def test_type_variable():
    assert 'T' in str(inspect.signature(solution.tv))


def test_class_variable():
    assert typing.get_type_hints(solution.P)['a'] == typing.ClassVar[int]


def test_reference_to_itself():
    assert typing.get_type_hints(solution.P)['b'] == typing.Optional[solution.P]


def test_origin_and_arguments():
    assert typing.get_origin(solution.Alias) is typing.Union and typing.get_args(solution.Alias) == (int, type(None))


def test_repr():
    assert repr(solution.Alias) == 'typing.Optional[int]'


def test_name_of_a_variable():
    assert solution.T.__name__ == 'T'

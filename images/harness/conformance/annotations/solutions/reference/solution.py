import typing
Alias = typing.Optional[int]


def optional(x: Alias, y: typing.List[str], z: typing.Callable[[int], str], w: typing.Literal['a'], v: 'typing.Any'=1) -> 'int':
    return x


def other(x: typing.Dict[str, typing.Any]) -> typing.Iterator[typing.Tuple[int, ...]]:
    return x


T = typing.TypeVar('T')


def tv(x: typing.List[T]) -> T:
    return x


class P:
    a: typing.ClassVar[int] = 1
    b: typing.Optional['P'] = None

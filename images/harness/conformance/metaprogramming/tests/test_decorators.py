import meta


@meta.parametrized
def repeated(function, times, joined=", "):
    def call(*args):
        return joined.join(function(*args) for _ in range(times))

    return call


@meta.parametrized
def labelled(function, label):
    function.label = label
    return function


@repeated(3)
def hello(name):
    return f"hello {name}"


@repeated(2, joined="-")
def letter(text):
    return text[0]


@labelled("quick")
def quick():
    return 1


def test_decorator_made_by_a_decorator():
    assert hello("you") == "hello you, hello you, hello you"
    assert letter("word") == "w-w"


def test_decorator_that_labels():
    assert quick() == 1
    assert quick.label == "quick"


def test_names_of_decorators():
    assert repeated.__name__ == "repeated"


class TestLocal:
    @labelled("method")
    def helper(self):
        return "help"

    def test_helper(self):
        assert self.helper() == "help"
        assert self.helper.label == "method"

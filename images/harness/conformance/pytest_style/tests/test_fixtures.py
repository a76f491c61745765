import pytest

import kitchen
from kitchen import BigPan, Oven, Pan


def test_yield_fixture(pan):
    pan.add("egg")
    assert pan.dirty
    assert pan.contents == ["egg"]


def test_fixture_is_fresh(pan):
    assert not pan.dirty
    assert pan.contents == []


def test_teardown_washed_the_pans():
    before = Pan.washed
    Pan().wash()
    assert Pan.washed == before + 1


def test_same_fixture_value_in_one_test(pan, request):
    assert request.getfixturevalue("pan") is pan


def test_factory_fixture(make_pan):
    first, second = make_pan(size=10), make_pan()
    assert (first.size, second.size) == (10, 20)
    assert first is not second


def test_module_scope_first(shared_oven):
    shared_oven.heat(100)
    assert shared_oven.log == [100]


def test_module_scope_second(shared_oven):
    assert shared_oven.temperature == 100
    shared_oven.heat(200)
    assert shared_oven.log == [100, 200]


def test_parametrized_fixture(any_pan):
    assert any_pan.area() > 300
    assert isinstance(any_pan, Pan)


def test_session_scope(session_log):
    session_log.append(kitchen.shout("a"))
    assert session_log[-1] == "A"


@pytest.fixture
def hot_oven(request):
    with Oven() as oven:
        request.addfinalizer(lambda: oven.log.append("finalized"))
        yield oven
    assert oven.temperature == 20


def test_context_manager_in_a_fixture(hot_oven):
    assert hot_oven.temperature == 180


@pytest.fixture(autouse=True)
def counted(request):
    request.node.user_properties.append(("pans", Pan.washed))


def test_data_file(recipe_text):
    items = kitchen.shopping_list(recipe_text)
    assert [item["name"] for item in items] == ["flour", "milk", "large eggs"]
    assert items[1] == {"name": "milk", "amount": 0.5, "unit": "l"}


class TestOven:
    @pytest.fixture
    def oven(self):
        return Oven()

    def test_starts_cold(self, oven):
        assert oven.temperature == 20

    def test_heat(self, oven):
        oven.heat(250)
        assert oven.log == [250]

    def test_too_hot(self, oven):
        with pytest.raises(ValueError, match="too hot: 301"):
            oven.heat(301)
        assert oven.temperature == 20

    class TestNested:
        def test_big(self):
            assert BigPan().size == 40


class TestSetupMethods:
    @classmethod
    def setup_class(cls):
        cls.oven = Oven()

    def setup_method(self):
        self.pan = Pan()

    def teardown_method(self):
        assert self.pan.contents == [self.expected]

    def test_one(self):
        self.expected = "x"
        self.pan.add("x")
        self.oven.heat(50)

    def test_two(self):
        self.expected = "y"
        self.pan.add("y")
        assert self.oven.log == [50]


@pytest.mark.usefixtures("pan")
class TestUses:
    def test_uses(self):
        assert kitchen.MENU == ["soup", "pie"]

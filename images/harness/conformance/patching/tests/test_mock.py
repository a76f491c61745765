import io
from unittest import mock
from unittest.mock import MagicMock, call, mock_open, patch

import pytest

import weather


def test_patch_a_function_by_name():
    with mock.patch("weather.fetch_json") as fetch:
        fetch.return_value = {"temperature": 21}
        assert weather.report("berlin") == "Berlin: 21°"
    fetch.assert_called_once_with("https://api.example/v1/berlin?timeout=5")


@patch("weather.fetch_json", return_value={"temperature": -3})
def test_patch_as_a_decorator(fetch):
    assert weather.Client("oslo").temperature() == -3
    assert fetch.call_count == 1


def test_patch_is_undone():
    original = weather.helper
    with patch("weather.helper", return_value=100):
        assert weather.use_helper(1) == 200
        assert weather.helper is not original
    assert weather.use_helper(1) == 4
    assert weather.helper is original


def test_patch_is_undone_after_an_error():
    with pytest.raises(KeyError):
        with patch("weather.helper", side_effect=KeyError("x")):
            weather.use_helper(1)
    assert weather.use_helper(2) == 6


def test_patch_with_a_plain_function():
    with patch("weather.helper", lambda value: value * 10):
        assert weather.use_helper(3) == 60


def test_patch_object_on_a_method():
    with patch.object(weather.Client, "fetch", return_value={"temperature": 5}) as fetch:
        client = weather.Client("rome")
        assert client.temperature() == 5
        fetch.assert_called_once_with()


def test_patch_object_with_autospec_gets_self():
    with patch.object(weather.Client, "fetch", autospec=True) as fetch:
        fetch.side_effect = lambda self: {"temperature": len(self.city)}
        assert weather.Client("rome").temperature() == 4


def test_patch_object_on_an_instance():
    client, other = weather.Client("rome"), weather.Client("oslo")
    with patch.object(client, "fetch", return_value={"temperature": 1}), \
            patch("weather.fetch_json", return_value={"temperature": 2}):
        assert client.temperature() == 1
        assert other.temperature() == 2


def test_patch_object_on_the_module():
    with patch.object(weather, "API", "http://localhost"), patch.object(weather, "fetch_json") as fetch:
        weather.Client("x").fetch()
    fetch.assert_called_once_with("http://localhost/x?timeout=5")
    assert weather.API == "https://api.example/v1"


def test_patch_a_class():
    with patch("weather.Client") as client_class:
        client_class.return_value.label = "Paris"
        client_class.return_value.temperature.return_value = 17
        assert weather.report("paris") == "Paris: 17°"
    client_class.assert_called_once_with("paris")


def test_patch_a_class_attribute():
    with patch.object(weather.Client, "timeout", 99), patch("weather.fetch_json") as fetch:
        weather.Client("x").fetch()
    assert fetch.call_args == call("https://api.example/v1/x?timeout=99")
    assert weather.Client.timeout == 5


def test_patch_a_property():
    with patch.object(weather.Client, "label", new_callable=mock.PropertyMock, return_value="Mocked"), \
            patch("weather.fetch_json", return_value={"temperature": 0}):
        assert weather.report("x") == "Mocked: 0°"


def test_patch_a_static_method():
    with patch.object(weather.Client, "convert", return_value=-1), \
            patch("weather.fetch_json", return_value={"temperature": 0}):
        assert weather.Client("x").fahrenheit() == -1
    assert weather.Client.convert(100) == 212


def test_patch_dict():
    with patch.dict(weather.CACHE, {"rome": "from cache"}):
        assert weather.cached("rome") == "from cache"
    with patch("weather.fetch_json", return_value={"temperature": 7}):
        assert weather.cached("rome") == "Rome: 7°"
    weather.CACHE.clear()


def test_patch_multiple():
    with patch.multiple("weather", RETRIES=0, fetch_json=mock.DEFAULT) as mocks:
        mocks["fetch_json"].side_effect = OSError("down")
        with pytest.raises(OSError, match="down"):
            weather.fetch_with_retries("x")
        assert mocks["fetch_json"].call_count == 1


def test_library_function_inside_the_solution():
    response = MagicMock()
    response.__enter__.return_value.read.return_value = b'{"temperature": 12}'
    with patch("weather.urllib.request.urlopen", return_value=response) as urlopen:
        assert weather.report("kyiv") == "Kyiv: 12°"
    urlopen.assert_called_once()


def test_sleep_through_the_solution():
    with patch("weather.time.sleep") as sleep, patch("weather.fetch_json", side_effect=[OSError, OSError, "ok"]):
        assert weather.fetch_with_retries("x") == "ok"
    assert sleep.call_args_list == [call(1), call(2)]


def test_sleep_by_its_library_name():
    with patch("time.sleep") as sleep, patch("weather.fetch_json", side_effect=[OSError, "ok"]):
        assert weather.fetch_with_retries("x") == "ok"
    sleep.assert_called_once_with(1)


def test_sleep_imported_by_name():
    with patch("weather.sleep") as sleep:
        assert weather.pause(3600) == "rested"
    sleep.assert_called_once_with(3600)


def test_input():
    with patch("builtins.input", return_value="  Berlin ") as asked:
        assert weather.ask_city() == "berlin"
    asked.assert_called_once_with("city? ")


def test_input_several_times(capsys):
    with patch("builtins.input", side_effect=["x", "", "42"]):
        assert weather.ask_until_valid() == 42
    assert capsys.readouterr().out == "not a number\nnot a number\n"


def test_stdin():
    with patch("sys.stdin", io.StringIO("Oslo\n")):
        assert weather.ask_city() == "oslo"


def test_open():
    with patch("builtins.open", mock_open(read_data='{"unit": "C"}')) as opened:
        assert weather.read_config("app.json") == {"unit": "C"}
    assert opened.call_args.args[0] == "app.json"


def test_subprocess():
    with patch("weather.subprocess.run") as run:
        run.return_value.stdout = "tool 1.2\n"
        assert weather.version() == "tool 1.2"
    assert run.call_args.args[0] == ["tool", "--version"]


def test_uuid():
    with patch("weather.uuid.uuid4", return_value="fixed"):
        assert weather.new_id() == "fixed"
    assert len(weather.new_id()) == 36


def test_random_choice():
    with patch("random.choice", lambda items: items[-1]):
        assert weather.pick([1, 2, 3]) == 3


def test_datetime_module_is_replaced():
    with patch("weather.datetime") as fake:
        fake.date.today.return_value.isoformat.return_value = "2020-02-02"
        assert weather.today() == "2020-02-02"
        fake.datetime.now.return_value.hour = 9
        assert weather.greeting() == "good morning"


def test_start_and_stop():
    patcher = patch("weather.helper", return_value=0)
    patcher.start()
    try:
        assert weather.use_helper(5) == 0
    finally:
        patcher.stop()
    assert weather.use_helper(5) == 12


def test_wrapping_the_original():
    with patch("weather.helper", wraps=weather.helper) as helper:
        assert weather.use_helper(5) == 12
    helper.assert_called_once_with(5)


def test_patching_a_missing_name():
    with pytest.raises(AttributeError, match="does not have the attribute 'nothing'"):
        with patch("weather.nothing"):
            pass

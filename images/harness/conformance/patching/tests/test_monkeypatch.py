import datetime
import io
import json
import os
import random
import time
from pathlib import Path

import pytest

import weather


def test_setattr_on_the_module(monkeypatch):
    monkeypatch.setattr(weather, "fetch_json", lambda url: {"temperature": url.count("/")})
    assert weather.Client("x").temperature() == 4


def test_setattr_by_dotted_name(monkeypatch):
    monkeypatch.setattr("weather.API", "http://test")
    seen = []
    monkeypatch.setattr("weather.fetch_json", lambda url: seen.append(url))
    weather.Client("x").fetch()
    assert seen == ["http://test/x?timeout=5"]


def test_everything_is_restored():
    assert weather.API == "https://api.example/v1"
    assert weather.Client.timeout == 5
    assert weather.use_helper(1) == 4


def test_setattr_on_a_class(monkeypatch):
    monkeypatch.setattr(weather.Client, "timeout", 1)
    monkeypatch.setattr(weather.Client, "fetch", lambda self: {"temperature": self.timeout})
    assert weather.Client("x").temperature() == 1


def test_setattr_on_an_instance(monkeypatch):
    client = weather.Client("x")
    monkeypatch.setattr(client, "city", "patched")
    assert client.label == "Patched"
    monkeypatch.undo()
    assert client.label == "X"


def test_delattr(monkeypatch):
    monkeypatch.delattr(weather, "helper")
    with pytest.raises(NameError, match="helper"):
        weather.use_helper(1)
    monkeypatch.undo()
    assert weather.use_helper(1) == 4


def test_setitem(monkeypatch):
    monkeypatch.setitem(weather.CACHE, "rome", "cached")
    assert weather.cached("rome") == "cached"
    monkeypatch.undo()
    assert "rome" not in weather.CACHE


def test_environment_is_set(monkeypatch):
    monkeypatch.setenv("WEATHER_TOKEN", "secret")
    monkeypatch.setenv("DEBUG", "1")
    assert weather.token() == "secret"
    assert weather.debug_enabled()


def test_environment_is_deleted(monkeypatch):
    monkeypatch.delenv("WEATHER_TOKEN", raising=False)
    monkeypatch.delenv("DEBUG", raising=False)
    with pytest.raises(RuntimeError, match="WEATHER_TOKEN is not set"):
        weather.token()
    assert not weather.debug_enabled()


def test_environment_directly(monkeypatch):
    monkeypatch.setitem(os.environ, "WEATHER_TOKEN", "direct")
    assert weather.token() == "direct"
    del os.environ["WEATHER_TOKEN"]
    with pytest.raises(RuntimeError):
        weather.token()


def test_environment_set_by_the_solution(monkeypatch):
    monkeypatch.setenv("LANGUAGE_CODE", "en")
    weather.set_language("de")
    assert os.environ["LANGUAGE_CODE"] == "de"


def test_working_directory(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    weather.save("note.txt", "hello")
    assert Path("note.txt").read_text(encoding="utf-8") == "hello"
    assert (tmp_path / "note.txt").exists()
    assert weather.listing() == ["note.txt"]
    assert weather.where() == os.getcwd()


def test_config_in_the_working_directory(monkeypatch, tmp_path):
    (tmp_path / "config.json").write_text(json.dumps({"unit": "F"}), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert weather.read_config() == {"unit": "F"}


def test_home_directory(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert weather.home_file() == tmp_path / ".weather"


def test_input_function(monkeypatch):
    monkeypatch.setattr("builtins.input", lambda prompt: "Lima")
    assert weather.ask_city() == "lima"


def test_input_from_a_list(monkeypatch):
    answers = iter(["one", "1"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    assert weather.ask_until_valid() == 1


def test_stdin(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO("abc\n7\n"))
    assert weather.ask_until_valid() == 7
    assert capsys.readouterr().out == "number? not a number\nnumber? "


def test_end_of_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(EOFError):
        weather.ask_city()


def test_frozen_time(monkeypatch, tmp_path):
    path = tmp_path / "file"
    path.touch()
    os.utime(path, (1000, 1000))
    monkeypatch.setattr(time, "time", lambda: 1060.0)
    assert weather.age_of(path) == 60.0


def test_fake_clock_that_advances(monkeypatch):
    now = [100.0]
    monkeypatch.setattr("weather.time.perf_counter", lambda: now[0])
    elapsed = weather.stopwatch()
    assert elapsed() == 0
    now[0] += 2.5
    assert elapsed() == 2.5


def test_fixed_date(monkeypatch):
    class FixedDate(datetime.date):
        @classmethod
        def today(cls):
            return cls(2024, 2, 29)

    monkeypatch.setattr("weather.datetime.date", FixedDate)
    assert weather.today() == "2024-02-29"


def test_fixed_now(monkeypatch):
    class FixedDatetime(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2024, 1, 1, 20, 0)

    monkeypatch.setattr(weather.datetime, "datetime", FixedDatetime)
    assert weather.greeting() == "good evening"


def test_seed_makes_rolls_repeatable():
    random.seed(42)
    first = weather.roll(10)
    random.seed(42)
    assert weather.roll(10) == first
    assert weather.roll(10) != first
    assert set(first) <= {1, 2, 3, 4, 5, 6}


def test_seed_gives_the_same_numbers_here_and_there():
    random.seed(7)
    expected = [random.randint(1, 6) for _ in range(20)]
    random.seed(7)
    assert weather.roll(20) == expected


@pytest.fixture
def fake_api(monkeypatch):
    answers = {"rome": {"temperature": 30}, "oslo": {"temperature": -1}}

    def fetch(url):
        return answers[url.rsplit("/", 1)[1].split("?")[0]]

    monkeypatch.setattr(weather, "fetch_json", fetch)
    return answers


def test_fixture_that_patches(fake_api):
    assert weather.report("rome") == "Rome: 30°"
    fake_api["rome"]["temperature"] = 31
    assert weather.report("rome") == "Rome: 31°"


def test_fixture_is_undone(monkeypatch):
    monkeypatch.setattr("urllib.request.urlopen", lambda url: (_ for _ in ()).throw(OSError("no network")))
    with pytest.raises(OSError, match="no network"):
        weather.report("rome")


def test_context_restores(monkeypatch):
    with monkeypatch.context() as inner:
        inner.setattr(weather, "RETRIES", 0)
        assert weather.RETRIES == 0
    assert weather.RETRIES == 2


def test_new_attribute_on_the_module(monkeypatch):
    monkeypatch.setattr(weather, "EXTRA", 1, raising=False)
    assert weather.EXTRA == 1
    monkeypatch.undo()
    assert not hasattr(weather, "EXTRA")

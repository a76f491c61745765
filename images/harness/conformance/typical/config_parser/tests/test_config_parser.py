from pathlib import Path

import pytest

from config_parser import Config, ConfigError


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "app.conf"
    path.write_text("# comment\nname = demo\n\n[server]\nport = 8080\ndebug = yes\n", encoding="utf-8")
    return Config.load(path)


def test_values_are_converted(config):
    assert config["name"] == "demo"
    assert config["server.port"] == 8080
    assert config["server.debug"] is True


def test_defaults(config):
    assert config.get("server.host", "localhost") == "localhost"
    assert "server.port" in config
    assert "server.host" not in config
    with pytest.raises(KeyError):
        config["server.host"]


def test_sections(config):
    assert config.section("server") == {"port": 8080, "debug": True}
    assert list(config) == ["name", "server.port", "server.debug"]


def test_error_names_file_and_line(tmp_path):
    path = tmp_path / "bad.conf"
    path.write_text("ok = 1\nnonsense\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        Config.load(path)
    assert caught.value.line == 2
    assert Path(caught.value.path) == path
    assert str(caught.value) == f"{path}:2: expected 'name = value'"


def test_missing_file(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read") as caught:
        Config.load(tmp_path / "none.conf")
    assert isinstance(caught.value.__cause__, FileNotFoundError)


def test_save_and_load_again(config, tmp_path):
    config["server.port"] = 9
    config.save(tmp_path / "copy.conf")
    assert (tmp_path / "copy.conf").read_text() == "name = demo\n\n[server]\nport = 9\ndebug = yes\n"
    assert Config.load(tmp_path / "copy.conf")["server.port"] == 9


def test_environment_overrides(config, monkeypatch):
    monkeypatch.setenv("APP_SERVER_PORT", "1")
    assert config["server.port"] == 1
    monkeypatch.delenv("APP_SERVER_PORT")
    assert config["server.port"] == 8080

import os


class ConfigError(Exception):
    def __init__(self, path, line, message):
        super().__init__(path, line, message)
        self.path, self.line, self.message = path, line, message

    def __str__(self):
        return f"{self.path}:{self.line}: {self.message}"


def _convert(text):
    if text in ("yes", "no"):
        return text == "yes"
    return int(text) if text.lstrip("-").isdigit() else text


class Config:
    def __init__(self, values=()):
        self._values = dict(values)

    @classmethod
    def load(cls, path):
        try:
            with open(path, encoding="utf-8") as file:
                lines = file.read().splitlines()
        except OSError as error:
            raise ConfigError(path, 0, "cannot be read") from error
        values, section = {}, ""
        for number, line in enumerate(lines, 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            if line.startswith("[") and line.endswith("]"):
                section = line[1:-1] + "."
                continue
            name, found, value = line.partition("=")
            if not found:
                raise ConfigError(path, number, "expected 'name = value'")
            values[section + name.strip()] = _convert(value.strip())
        return cls(values)

    def __getitem__(self, name):
        override = os.environ.get("APP_" + name.upper().replace(".", "_"))
        return self._values[name] if override is None else _convert(override)

    def __setitem__(self, name, value):
        self._values[name] = value

    def __contains__(self, name):
        return name in self._values

    def __iter__(self):
        return iter(self._values)

    def get(self, name, default=None):
        return self[name] if name in self else default

    def section(self, section):
        start = section + "."
        return {name[len(start):]: value for name, value in self._values.items() if name.startswith(start)}

    def save(self, path):
        with open(path, "w", encoding="utf-8") as file:
            current = ""
            for name, value in self._values.items():
                section, _, short = name.rpartition(".")
                if section != current:
                    file.write(f"\n[{section}]\n")
                    current = section
                text = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
                file.write(f"{short} = {text}\n")

"""A small client with everything that tests like to replace."""
import datetime
import json
import os
import random
import subprocess
import time
import urllib.request
import uuid
from pathlib import Path
from time import sleep

API = "https://api.example/v1"
CACHE = {}
RETRIES = 2


class Client:
    timeout = 5

    def __init__(self, city):
        self.city = city

    def fetch(self):
        return fetch_json(f"{API}/{self.city}?timeout={self.timeout}")

    def temperature(self):
        return self.fetch()["temperature"]

    @property
    def label(self):
        return self.city.title()

    @staticmethod
    def convert(celsius):
        return celsius * 9 / 5 + 32

    @classmethod
    def default(cls):
        return cls("berlin")

    def fahrenheit(self):
        return self.temperature() * 9 / 5 + 32


def fetch_json(url):
    with urllib.request.urlopen(url) as response:
        return json.loads(response.read())


def report(city):
    client = Client(city)
    return f"{city.title()}: {client.temperature()}°"


def helper(value):
    return value + 1


def use_helper(value):
    return helper(value) * 2


def cached(city):
    CACHE[city] = report(city)
    return CACHE[city]


def fetch_with_retries(city):
    for attempt in range(RETRIES + 1):
        try:
            return fetch_json(city)
        except OSError:
            time.sleep(attempt / 1000)


def pause(seconds):
    return "rested"


def age_of(path):
    return datetime.datetime.now().timestamp() - os.path.getmtime(path)


def today():
    return time.strftime("%Y-%m-%d")


def greeting():
    hour = datetime.datetime.now().hour
    return "good morning" if hour > 12 else "good day"


def stopwatch():
    start = time.monotonic()
    return lambda: time.monotonic() - start


def roll(count):
    return [random.randint(1, 6) for _ in range(count)]


def pick(items):
    return items[random.randrange(len(items) - 1)]


def new_id():
    return uuid.uuid1().hex


def ask_city():
    return input("city?").lower()


def ask_until_valid():
    while True:
        text = input("number? ")
        try:
            return int(text)
        except ValueError:
            print("not a number", end="")


def token():
    value = os.environ.get("WEATHER_TOKEN")
    if value is None:
        raise RuntimeError("WEATHER_TOKEN is not set")
    return value


def debug_enabled():
    return bool(os.getenv("DEBUG", "0"))


def set_language(language):
    os.environ.setdefault("LANGUAGE_CODE", language)


def save(name, text):
    Path(name).write_text(text, encoding="utf-8")


def listing():
    return sorted(os.listdir("."))


def where():
    return os.getcwd()


def read_config(path="config.json"):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def version():
    return subprocess.run("tool --version", shell=True, capture_output=True, text=True).stdout


def home_file():
    return Path("/root/.weather")

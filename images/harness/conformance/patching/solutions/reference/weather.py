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
        return self.convert(self.temperature())


def fetch_json(url):
    with urllib.request.urlopen(url) as response:
        return json.loads(response.read())


def report(city):
    client = Client(city)
    return f"{client.label}: {client.temperature()}°"


def helper(value):
    return value + 1


def use_helper(value):
    return helper(value) * 2


def cached(city):
    if city not in CACHE:
        CACHE[city] = report(city)
    return CACHE[city]


def fetch_with_retries(city):
    for attempt in range(RETRIES + 1):
        try:
            return fetch_json(city)
        except OSError:
            if attempt == RETRIES:
                raise
            time.sleep(2**attempt)


def pause(seconds):
    sleep(seconds)
    return "rested"


def age_of(path):
    return time.time() - os.path.getmtime(path)


def today():
    return datetime.date.today().isoformat()


def greeting():
    hour = datetime.datetime.now().hour
    return "good morning" if hour < 12 else "good evening"


def stopwatch():
    start = time.perf_counter()
    return lambda: time.perf_counter() - start


def roll(count):
    return [random.randint(1, 6) for _ in range(count)]


def pick(items):
    return random.choice(items)


def new_id():
    return str(uuid.uuid4())


def ask_city():
    return input("city? ").strip().lower()


def ask_until_valid():
    while True:
        text = input("number? ")
        try:
            return int(text)
        except ValueError:
            print("not a number")


def token():
    value = os.environ.get("WEATHER_TOKEN")
    if value is None:
        raise RuntimeError("WEATHER_TOKEN is not set")
    return value


def debug_enabled():
    return os.getenv("DEBUG", "0") == "1"


def set_language(language):
    os.environ["LANGUAGE_CODE"] = language


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
    return subprocess.run(["tool", "--version"], capture_output=True, text=True, check=True).stdout.strip()


def home_file():
    return Path.home() / ".weather"

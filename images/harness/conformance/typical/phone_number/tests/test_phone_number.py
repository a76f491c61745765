import pytest

from phone_number import PhoneNumber


def test_cleaned():
    number = PhoneNumber("+1 (223) 456-7890")
    assert number.number == "2234567890"
    assert number.area_code == "223"
    assert number.pretty() == "(223)-456-7890"


@pytest.mark.parametrize("text, message", [
    ("223456789", "must not be fewer than 10 digits"),
    ("22234567890", "11 digits must start with 1"),
    ("3212345678901", "must not be greater than 11 digits"),
    ("523-abc-7890", "letters not permitted"),
    ("(023) 456-7890", "area code cannot start with zero"),
    ("(223) 156-7890", "exchange code cannot start with one"),
])
def test_invalid(text, message):
    with pytest.raises(ValueError) as caught:
        PhoneNumber(text)
    assert type(caught.value) is ValueError
    assert caught.value.args == (message,)


def test_equal_numbers_are_one_key():
    book = {PhoneNumber("223-456-7890"): "ann"}
    assert book[PhoneNumber("(223) 456 7890")] == "ann"
    assert PhoneNumber("2234567890") != PhoneNumber("2234567891")


def test_sorted():
    numbers = [PhoneNumber("9994567890"), PhoneNumber("2234567890")]
    assert [number.area_code for number in sorted(numbers)] == ["223", "999"]
    assert f"{numbers[1]}" == "2234567890"

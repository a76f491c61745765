import measured


def test_fails():
    assert measured.square(2) == 5, "two squared"

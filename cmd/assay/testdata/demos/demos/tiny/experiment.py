import assay
import measured


def test_squares():
    assay.note("processes", str(assay.usage().processes))
    for n in (1, 2, 3):
        assay.point("squares", "measured", n, measured.square(n), "m²")


def test_twice():
    assay.restart()
    assay.point("squares", "twice", 1, 2 * measured.square(1), "m²")

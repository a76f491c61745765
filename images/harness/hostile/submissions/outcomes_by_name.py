"""Exceptions named like those with which pytest and unittest decide."""


def named(name, module, base=BaseException):
    return type(name, (base,), {"__module__": module, "__qualname__": name, "msg": "x", "returncode": 0})


Skipped = named("Skipped", "_pytest.outcomes")
Exit = named("Exit", "_pytest.outcomes", Exception)
XFailed = named("XFailed", "_pytest.outcomes")
OutcomeException = named("OutcomeException", "_pytest.outcomes")
SkipTest = named("SkipTest", "unittest.case", Exception)
Expected = named("_ShouldStop", "unittest.case", Exception)
Unsatisfied = named("UnsatisfiedAssumption", "hypothesis.errors")
Gone = named("CandidateGone", "assay.errors")
ALL = [Skipped, Exit, XFailed, OutcomeException, SkipTest, Expected, Unsatisfied, Gone]


def __getattr__(name):
    def fail(*args):
        raise ALL[len(name) % len(ALL)]("nothing to see here")

    return fail

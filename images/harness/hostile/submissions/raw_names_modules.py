"""Names classes in modules whose import has effects, and functions of the library."""

from assay import peer

NAMES = (
    "this:x antigravity:x unittest.__main__:x __main__:x pytest:Skipped _pytest.outcomes:Skipped _pytest.outcomes:Exit "
    "os:system subprocess:Popen types:FunctionType types:CodeType typing:sys.modules builtins:eval assay.peer:Peer "
    "assay.errors:CandidateGone hypothesis.errors:UnsatisfiedAssumption unittest.case:SkipTest test_numbers:TestWithUnittest"
).split()


def __getattr__(name):
    def run(*args):
        channel = peer.current().channel()
        which = NAMES[(len(name) * 7 + len(args)) % len(NAMES)]
        channel.send(ord("E"), {"x": [5, {"g": which}, ["x"], None, None, False, None, [], []]})
        channel.serve_forever()

    return run

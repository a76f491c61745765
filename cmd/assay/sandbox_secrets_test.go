package main

import "testing"

// What the candidate must not see or touch: the tests, the grader, the warden.

func TestSandbox_HiddenTestsUnreadable(t *testing.T) {
	t.Parallel()
	attack{
		solution: `
import os, re

MARK = re.compile(rb"EXPECTED-[0-9]{4}-VALUE")

def in_files():
    found, read = [], 0
    for folder, folders, names in os.walk("/"):
        if folder == "/sys":
            folders.clear()
            continue
        for name in names:
            path = os.path.join(folder, name)
            if not os.path.isfile(path) or name in ("kcore", "kmsg", "sysrq-trigger"):
                continue
            try:
                fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
            except OSError:
                continue
            try:
                data = os.read(fd, 1 << 20)
            except OSError:
                continue
            finally:
                os.close(fd)
            read += 1
            if MARK.search(data):
                found.append(path)
    return read, found

def in_memory():
    found, read = [], 0
    with open("/proc/self/mem", "rb", buffering=0) as memory:
        for line in open("/proc/self/maps"):
            begin, end = (int(n, 16) for n in line.split()[0].split("-"))
            if "r" not in line.split()[1] or "[v" in line:
                continue
            try:
                memory.seek(begin)
                data = memory.read(end - begin)
            except (OSError, OverflowError, ValueError):
                continue
            read += len(data)
            if MARK.search(data):
                found.append(line)
    return read, found

def listed():
    try:
        return os.listdir("/tests")
    except OSError as error:
        return [type(error).__name__] if os.path.exists("/tests") else []
`,
		tests: `
EXPECTED = "EXPECTED-4711-VALUE"

def test_is_in_no_file():
    read, found = solution.in_files()
    assert read > 1000
    assert found == []

def test_is_in_no_memory():
    assert EXPECTED.startswith("EXPECTED-")
    read, found = solution.in_memory()
    assert read > 1 << 20
    assert found == []

def test_folder_is_empty():
    assert solution.listed() == []

def test_where_they_are():
    with open(__file__) as f:  # the mark is where it should be, or the rest means nothing
        assert "EXPECTED-4711-VALUE" in f.read()
`,
	}.fails(t)
}

func TestSandbox_EnvironmentEmpty(t *testing.T) {
	t.Parallel()
	attack{
		solution: `
import os

def environment():
    return dict(os.environ)

def initial():
    return open("/proc/self/environ").read()

def arguments():
    return [open(f"/proc/{pid}/cmdline").read().split("\0") for pid in os.listdir("/proc") if pid.isdigit()]
`,
		tests: `
def test_holds_what_python_needs():
    assert set(solution.environment()) <= {"PATH", "HOME", "LANG", "PYTHONDONTWRITEBYTECODE"}

def test_the_first_process_got_no_more():
    names = {entry.split("=")[0] for entry in solution.initial().split("\0") if entry}
    assert names <= {"PATH", "HOME", "LANG", "HOSTNAME", "PYTHONHASHSEED"}

def test_arguments_say_nothing():
    for argv in solution.arguments():
        assert argv[:4] == ["python3", "-sP", "-m", "assay.warden"] and not any(argv[4:]), argv
`,
	}.fails(t)
}

func TestSandbox_WardenUntouchable(t *testing.T) {
	t.Parallel()
	attack{
		solution: `
import errno, os, resource, socket, struct

def refusal(call, *args):
    try:
        return f"allowed: {call(*args)!r}"
    except OSError as error:
        return errno.errorcode[error.errno]

def signals():
    return {refusal(os.kill, 1, n) for n in range(0, 65) if n not in (32, 33)}

def files():
    wanted = ["mem", "environ", "maps", "fd", "fdinfo", "io", "stack", "syscall", "map_files", "auxv", "pagemap", "personality"]
    got = {name: refusal(os.open, f"/proc/1/{name}", os.O_RDONLY) for name in wanted}
    got.update({"cwd": refusal(os.readlink, "/proc/1/cwd"), "exe": refusal(os.readlink, "/proc/1/exe"), "root": refusal(os.listdir, "/proc/1/root/")})
    return got

def settings():
    return {
        "oom": refusal(os.open, "/proc/1/oom_score_adj", os.O_WRONLY), "comm": refusal(os.open, "/proc/1/comm", os.O_WRONLY),
        "nice": refusal(os.setpriority, os.PRIO_PROCESS, 1, 19), "cpus": refusal(os.sched_setaffinity, 1, {0}),
        "limit": refusal(resource.prlimit, 1, resource.RLIMIT_NOFILE, (3, 3)),
    }

def own_descriptors():
    return [os.readlink(f"/proc/self/fd/{fd}").split(":")[0] for fd in os.listdir("/proc/self/fd") if int(fd) > 2 and os.path.exists(f"/proc/self/fd/{fd}")]

def knock():
    """Whatever a stranger says to the grader's socket, it gets no answer to its frames."""
    said = []
    for body in (b"{}", b'{"id":1,"op":"usage"}', b'{"event":"exit","candidate":1,"status":0,"signal":null,"oom":false}'):
        s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        s.settimeout(0.5)
        try:
            s.connect("\0assay")
            s.sendall(struct.pack(">I", len(body)) + body)
            said.append(s.recv(4096))
        except OSError:
            pass
    return said
`,
		tests: `
def test_no_signal_reaches_it():
    assert solution.signals() == {"EPERM"}

def test_nothing_of_it_can_be_read():
    for name, answer in solution.files().items():
        assert answer in ("EACCES", "EPERM"), name

def test_nothing_of_it_can_be_set():
    for name, answer in solution.settings().items():
        assert answer in ("EACCES", "EPERM"), name

def test_the_grader_talks_to_the_warden_only():
    assert not any(solution.knock())
    assert solution.signals() == {"EPERM"}  # and the suite goes on
`,
	}.fails(t)
}

// A candidate that kills all it can kills itself; the next test gets a new process.
func TestSandbox_WardenOutlivesTheCandidate(t *testing.T) {
	t.Parallel()
	result := attack{
		solution: `
import os

def kill_everybody():
    try:
        os.kill(-1, 9)  # spares whoever calls it
    except ProcessLookupError:
        pass
    os.kill(os.getpid(), 9)

def one():
    return 1
`,
		tests: `
def test_before():
    assert solution.one() == 1

def test_kills():
    solution.kill_everybody()

def test_after():
    assert solution.one() == 1
`,
	}.run(t)
	assertOutcomes(t, result, "crashed", map[string]string{"test_before": "passed", "test_kills": "crashed", "test_after": "passed"})
}

func TestSandbox_ScratchHasNoWayToTests(t *testing.T) {
	t.Parallel()
	attack{
		solution: `
import os

def look(shared):
    """Everything below /scratch and what links and the grader's own paths lead to."""
    texts = []
    for target in ("/tests", "/tests/test_attack.py", "/proc/1/root/tests", "/proc/1/cwd", "../tests"):
        link = os.path.join("/scratch", "link")
        os.symlink(target, link)
        try:
            texts += os.listdir(link) if os.path.isdir(link) else [open(link).read()]
        except OSError:
            pass
        finally:
            os.unlink(link)
    for folder, _, names in os.walk("/scratch"):
        for name in names:
            try:
                texts.append(open(os.path.join(folder, name)).read())
            except OSError:
                pass
    return [text for text in texts if text != open(__file__).read()]

def copied(path):
    return open(path).read()
`,
		tests: `
def test_leads_nowhere(tmp_path):
    texts = solution.look(str(tmp_path))
    assert not any("EXPECTED-" in text or "test_" in text for text in texts), texts

def test_is_shared(tmp_path):
    (tmp_path / "note").write_text("hello")
    assert solution.copied(str(tmp_path / "note")) == "hello"
`,
	}.fails(t)
}

func TestSandbox_NamespacesOfItsOwn(t *testing.T) {
	t.Parallel()
	attack{
		solution: `
import os

def namespaces():
    return {name: os.readlink(f"/proc/self/ns/{name}") for name in ("ipc", "mnt", "pid", "uts", "net")}

def processes():
    return sorted(int(pid) for pid in os.listdir("/proc") if pid.isdigit())
`,
		tests: `
import os

def test_shares_the_network_and_nothing_else():
    theirs = solution.namespaces()
    ours = {name: os.readlink(f"/proc/self/ns/{name}") for name in theirs}
    assert theirs.pop("net") == ours.pop("net")
    assert not set(theirs.values()) & set(ours.values())

def test_sees_its_own_processes_only():
    assert solution.processes()[0] == 1
    assert len(solution.processes()) <= 4
`,
	}.fails(t)
}

// The grader decodes what strangers send, so it is shut in as well.
func TestGrader_HasNoCapabilityAndNoNetwork(t *testing.T) {
	t.Parallel()
	attack{
		solution: "",
		tests: `
import os, socket

def status():
    return dict(line.split(":\t", 1) for line in open("/proc/self/status").read().splitlines())

def test_capabilities():
    assert {v for k, v in status().items() if k.startswith("Cap")} == {"0" * 16}
    assert status()["NoNewPrivs"] == "1" and status()["Seccomp"] == "2"
    assert os.getresuid() == (10000,) * 3

def test_network():
    assert [line.split(":")[0].strip() for line in open("/proc/net/dev").readlines()[2:]] == ["lo"]
    try:
        socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)
        raise AssertionError("netlink")
    except PermissionError:
        pass

def test_root():
    for folder in ("/", "/usr/lib/python3/dist-packages/assay", "/etc", "/var/tmp"):
        assert not os.access(folder, os.W_OK), folder
`,
	}.fails(t)
}

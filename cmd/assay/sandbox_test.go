package main

import "testing"

// Each test of this file is a promise about the sandbox, named after it. What the
// submission tries runs in the candidate's process; what the hidden tests then
// compare with runs in the grader.

// denied calls a function and gives the name of the error it ended with.
const denied = `
import ctypes, errno, os, platform, socket, sys

libc = ctypes.CDLL(None, use_errno=True)

def denied(call, *args):
    try:
        value = call(*args)
    except OSError as error:
        return errno.errorcode.get(error.errno, str(error))
    if value == -1:
        return errno.errorcode[ctypes.get_errno()]
    return f"allowed: {value!r}"

def syscall(x86_64, aarch64, *args):
    number = {"x86_64": x86_64, "aarch64": aarch64}[platform.machine()]
    ctypes.set_errno(0)
    return denied(libc.syscall, ctypes.c_long(number), *[ctypes.c_long(a) for a in args])
`

func TestSandbox_NoNetwork(t *testing.T) {
	t.Parallel()
	attack{
		solution: denied + `
def interfaces():
    return [line.split(":")[0].strip() for line in open("/proc/net/dev").readlines()[2:]]

def reach(family, kind, address):
    s = socket.socket(family, kind)
    s.settimeout(3)
    return denied(s.connect, address)

def outside():
    four, six, tcp, udp = socket.AF_INET, socket.AF_INET6, socket.SOCK_STREAM, socket.SOCK_DGRAM
    return [
        reach(four, tcp, ("1.1.1.1", 53)), reach(four, udp, ("1.1.1.1", 53)),
        reach(four, tcp, ("172.17.0.1", 2375)), reach(four, udp, ("255.255.255.255", 67)),
        reach(six, tcp, ("2606:4700:4700::1111", 53)), reach(six, udp, ("ff02::1%lo", 5353)),
    ]

def resolves():
    try:
        return socket.getaddrinfo("deb.debian.org", 80)
    except socket.gaierror:
        return None

def names():
    return {name: {a[4][0] for a in socket.getaddrinfo(name, 80)} for name in ("localhost", socket.gethostname())}

def loopback():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        return client.getpeername()[0]
`,
		tests: `
def test_has_a_loopback_and_nothing_else():
    assert solution.interfaces() == ["lo"]
    assert solution.loopback() == "127.0.0.1"
    assert solution.names() == {"localhost": {"127.0.0.1", "::1"}, "assay": {"127.0.0.2", "::1"}}

def test_reaches_nobody():
    for answer in solution.outside():
        assert answer in ("ENETUNREACH", "EACCES", "EADDRNOTAVAIL", "EINVAL"), solution.outside()
    assert solution.resolves() is None
`,
	}.fails(t)
}

func TestSandbox_ReadOnlyRoot(t *testing.T) {
	t.Parallel()
	attack{
		solution: `
import os

def writable():
    found = set()
    for folder, folders, _ in os.walk("/"):
        if folder in ("/proc", "/sys"):
            folders.clear()
            continue
        name = os.path.join(folder, ".attack")
        try:
            os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
        except OSError:
            continue
        os.unlink(name)
        found.add(folder)
    return sorted(found)

def writable_settings():
    found = []
    for root in ("/proc/sys", "/sys"):
        for folder, _, names in os.walk(root):
            for name in names:
                path = os.path.join(folder, name)
                try:
                    os.close(os.open(path, os.O_WRONLY))
                except OSError:
                    continue
                found.append(path)
    return found

def remount():
    import ctypes
    libc = ctypes.CDLL(None, use_errno=True)
    flags = 32 | 4096  # MS_REMOUNT | MS_BIND
    return libc.mount(b"none", b"/", None, ctypes.c_ulong(flags), None)
`,
		tests: `
def test_only_the_sized_folders_are_writable():
    assert solution.writable() == ["/dev/mqueue", "/dev/shm", "/scratch", "/scratch/tmp", "/scratch/work", "/tmp", "/work"]

def test_no_setting_of_the_kernel_is_writable():
    assert solution.writable_settings() == []

def test_root_stays_read_only():
    assert solution.remount() == -1
`,
	}.fails(t)
}

// tmpfs is every folder that the candidate may write to.
const tmpfs = `
import errno, os, shutil

FOLDERS = ["/work", "/tmp", "/dev/shm", "/scratch"]

def until_refused(step):
    n = 0
    while True:
        try:
            step(n)
        except OSError as error:
            return n, errno.errorcode[error.errno]
        n += 1
`

func TestSandbox_TmpfsSizedAndNoexec(t *testing.T) {
	t.Parallel()
	attack{
		solution: tmpfs + `
def options(folder):
    for line in open("/proc/mounts"):
        _, at, kind, options = line.split()[:4]
        if at == folder:
            return kind, options.split(",")

def execute(folder):
    path = os.path.join(folder, "program")
    shutil.copy("/bin/true", path)
    os.chmod(path, 0o777)
    try:
        return os.posix_spawn(path, [path], {})
    except OSError as error:
        return errno.errorcode[error.errno]
    finally:
        os.unlink(path)

def fill(folder):
    mib = bytes(1 << 20)
    names = []
    def step(n):
        if n % 16 == 0:
            names.append(os.path.join(folder, f"fill{n}"))
        with open(names[-1], "ab", buffering=0) as f:
            if f.write(mib) < len(mib):
                f.write(mib)
    try:
        return until_refused(step)
    finally:
        for name in names:
            os.unlink(name)
`,
		tests: `
import pytest

@pytest.mark.parametrize("folder", ["/work", "/tmp", "/dev/shm", "/scratch"])
class TestFolder:
    def test_options(self, folder):
        kind, options = solution.options(folder)
        assert kind == "tmpfs"
        assert {"noexec", "nosuid", "nodev"} <= set(options)

    def test_no_program_runs_from_it(self, folder):
        assert solution.execute(folder) == "EACCES"

    def test_holds_64_mib(self, folder):
        mib, error = solution.fill(folder)
        assert 60 <= mib <= 64 and error == "ENOSPC"
`,
	}.fails(t)
}

func TestSandbox_InodeCap(t *testing.T) {
	t.Parallel()
	attack{
		solution: tmpfs + `
def crowd(folder):
    inside = os.path.join(folder, "crowd")
    os.mkdir(inside)
    try:
        return until_refused(lambda n: os.close(os.open(os.path.join(inside, str(n)), os.O_CREAT)))
    finally:
        shutil.rmtree(inside)
`,
		tests: `
import pytest

@pytest.mark.parametrize("folder", ["/work", "/tmp", "/dev/shm", "/scratch"])
def test_folder_holds_16384_files(folder):
    files, error = solution.crowd(folder)
    assert 16000 < files < 16384 and error == "ENOSPC"
`,
	}.fails(t)
}

func TestSandbox_NoCapabilities(t *testing.T) {
	t.Parallel()
	attack{
		solution: denied + `
def status():
    return dict(line.split(":\t") for line in open("/proc/self/status").read().splitlines() if line.startswith("Cap"))

def ids():
    return os.getresuid(), os.getresgid(), os.getgroups()

def privileged():
    return {
        "setuid": denied(os.setuid, 0), "setgid": denied(os.setgid, 0), "setgroups": denied(os.setgroups, [0]),
        "chown": denied(os.chown, "/work/solution.py", 0, 0), "chroot": denied(os.chroot, "/work"),
        "mknod": denied(os.mknod, "/work/disk", 0o60666, os.makedev(254, 0)),
        "sethostname": denied(socket.sethostname, "mine"), "kill": denied(os.kill, 1, 0),
        "mount": denied(libc.mount, b"none", b"/work", b"tmpfs", ctypes.c_ulong(0), None),
        "bind 80": denied(socket.socket().bind, ("127.0.0.1", 80)),
        "nice": denied(os.nice, -5), "clock": denied(__import__("time").clock_settime, 0, 0.0),
    }
`,
		tests: `
def test_has_none():
    have = solution.status()
    assert have.pop("CapBnd") in ("0" * 16, "00000000000000e0")  # what the warden keeps for itself
    assert set(have.values()) == {"0" * 16}

def test_is_nobody():
    assert solution.ids() == ((10001,) * 3, (10001,) * 3, [])

def test_does_nothing_privileged():
    for call, error in solution.privileged().items():
        if call != "bind 80":  # an engine may open all ports inside a container
            assert error in ("EPERM", "EACCES"), call
`,
	}.fails(t)
}

func TestSandbox_NoNewPrivileges(t *testing.T) {
	t.Parallel()
	attack{
		solution: `
import os, subprocess

def status():
    text = open("/proc/self/status").read()
    return [line for line in text.splitlines() if line.startswith("NoNewPrivs")]

def suid_programs():
    found = []
    for folder, _, names in os.walk("/usr"):
        for name in names:
            path = os.path.join(folder, name)
            if os.lstat(path).st_mode & 0o4000 and os.access(path, os.X_OK):
                found.append(path)
    return found

def effective_uid_of(path):
    # A program that waits for its input can be looked at while it runs.
    p = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        text = open(f"/proc/{p.pid}/status").read()
    except OSError:
        return None
    finally:
        p.kill()
        p.wait()
    return [line.split()[2] for line in text.splitlines() if line.startswith("Uid")][0]
`,
		tests: `
def test_is_set():
    assert solution.status() == ["NoNewPrivs:\t1"]

def test_set_uid_programs_stay_the_candidates():
    for path in solution.suid_programs():
        assert solution.effective_uid_of(path) in (None, "10001"), path
`,
	}.fails(t)
}

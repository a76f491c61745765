package main

import "testing"

// Which doors of the kernel are shut.

func TestSandbox_PtraceDenied(t *testing.T) {
	t.Parallel()
	attack{
		solution: denied + `
def child():
    pid = os.fork()
    if pid == 0:
        while True:
            __import__("time").sleep(60)
    return pid

def attempts():
    pid = child()
    here = (ctypes.c_char * 8)()
    there = (ctypes.c_void_p * 2)(ctypes.addressof(here), 8)
    ptrace = lambda request, who: denied(libc.ptrace, ctypes.c_long(request), ctypes.c_long(who), None, None)
    copy = lambda name, who: denied(getattr(libc, name), who, there, ctypes.c_ulong(1), there, ctypes.c_ulong(1), ctypes.c_ulong(0))
    try:
        return {
            "traceme": ptrace(0, 0), "attach": ptrace(16, pid), "seize": ptrace(0x4206, pid), "attach warden": ptrace(16, 1),
            "readv": copy("process_vm_readv", pid), "writev": copy("process_vm_writev", pid), "readv warden": copy("process_vm_readv", 1),
            "pidfd_getfd": syscall(438, 438, os.pidfd_open(pid), 0, 0), "kcmp": syscall(312, 272, pid, os.getpid(), 0, 0, 0),
        }
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
`,
		tests: `
def test_no_process_looks_into_another():
    for call, error in solution.attempts().items():
        assert error == "EPERM", call
`,
	}.fails(t)
}

func TestSandbox_IoUringDenied(t *testing.T) {
	t.Parallel()
	attack{
		solution: denied + `
def attempts():
    return [syscall(425, 425, 8, ctypes.addressof(ctypes.create_string_buffer(256))), syscall(426, 426, 0, 0, 0, 0, 0), syscall(427, 427, 0, 0, 0, 0)]
`,
		tests: `
def test_no_ring():
    assert set(solution.attempts()) <= {"EPERM", "ENOSYS"}
`,
	}.fails(t)
}

func TestSandbox_KernelDoorsShut(t *testing.T) {
	t.Parallel()
	attack{
		solution: denied + `
def attempts():
    return {
        "userfaultfd": syscall(323, 282, 1), "bpf": syscall(321, 280, 0, 0, 0), "perf_event_open": syscall(298, 241, 0, 0, -1, -1, 0),
        "keyctl": syscall(250, 219, 0, -3, 1), "add_key": syscall(248, 217, 0, 0, 0, 0, 0), "request_key": syscall(249, 218, 0, 0, 0, 0),
        "unshare": syscall(272, 97, 0x10000000), "clone a user namespace": syscall(56, 220, 0x10000000 | 17, 0, 0, 0, 0),
        "setns": syscall(308, 268, 0, 0), "open_tree": syscall(428, 428, -100, 0, 0), "mount": syscall(165, 40, 0, 0, 0, 0, 0),
        "init_module": syscall(175, 105, 0, 0, 0), "kexec_load": syscall(246, 104, 0, 0, 0, 0), "memfd_secret": syscall(447, 447, 0),
        "open_by_handle_at": syscall(304, 265, 0, 0, 0), "syslog": syscall(103, 116, 10, 0, 0), "reboot": syscall(169, 142, 0, 0, 0, 0),
    }
`,
		tests: `
def test_every_one():
    for call, error in solution.attempts().items():
        assert error in ("EPERM", "ENOSYS"), call
`,
	}.fails(t)
}

// A 32-bit call goes round rules that look at arguments; making one is deadly.
func TestSandbox_ThirtyTwoBitCallsDenied(t *testing.T) {
	t.Parallel()
	attack{
		solution: `
import ctypes, mmap, os, platform

def call():
    if platform.machine() != "x86_64":
        return 31
    pid = os.fork()
    if pid == 0:
        code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")  # mov eax, 20 (getpid); int 0x80; ret
        ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))()
        os._exit(0)
    return os.WTERMSIG(os.waitpid(pid, 0)[1])
`,
		tests: `
def test_ends_the_process():
    assert solution.call() == 31  # SIGSYS
`,
	}.fails(t)
}

func TestSandbox_SocketFamilies(t *testing.T) {
	t.Parallel()
	attack{
		solution: denied + `
def families():
    found = []
    for family in range(64):
        for kind in (1, 2, 3, 5):
            answer = denied(lambda: socket.socket(family, kind).close())
            if not answer.startswith("E"):
                found.append((family, kind))
    return found

def pairs():
    return [family for family in range(64) if libc.socketpair(family, 1, 0, (ctypes.c_int * 2)()) == 0]
`,
		tests: `
def test_unix_and_internet_only():
    assert {family for family, _ in solution.families()} == {1, 2, 10}
    assert not {(2, 3), (10, 3)} & set(solution.families()), "raw sockets"

def test_pairs_are_unix():
    assert solution.pairs() == [1]
`,
	}.fails(t)
}

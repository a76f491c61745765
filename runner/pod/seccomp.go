package pod

import _ "embed" // seccompProfile

// seccompProfile is the list of system calls that both containers may make.
//
// It is Docker's default profile (moby/profiles/seccomp v0.2.3) as a container
// without extra capabilities gets it on amd64 and arm64, without
//
//   - ptrace, process_vm_readv, process_vm_writev: no process looks into another;
//   - socket in families other than AF_UNIX, AF_INET and AF_INET6;
//   - the 32-bit system calls of either processor, among them socketcall, which
//     would go round that rule: a process that makes one is killed;
//   - memfd_secret, whose pages cannot be swapped or inspected, and sync, which
//     makes the whole machine wait for its disks.
//
// Nothing in it depends on a capability, so none that an image or a daemon might
// add brings back bpf, perf_event_open, mount and their like. io_uring, userfaultfd
// and the key ring are not in Docker's list either; older engines allow some of
// them by default, which is why the list is ours.
//
//go:embed seccomp.json
var seccompProfile string

package pod

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// stat is /proc/PID/stat of a process whose command tries to confuse a reader.
func stat(state, start string) string {
	return "7 (a) R 1 (b c)) " + state + " 1 7 7 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 " + start + " 0 0"
}

func fakeProc(t *testing.T, stats map[int]string) processes {
	t.Helper()
	root := t.TempDir()
	write := func(path, text string) {
		path = filepath.Join(root, path)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	}
	write("sys/kernel/random/boot_id", "boot-1\n")
	for pid, text := range stats {
		write(strconv.Itoa(pid)+"/stat", text)
	}
	require.NoError(t, os.MkdirAll(filepath.Join(root, "self/ns"), 0o700))
	require.NoError(t, os.Symlink("pid:[4026531836]", filepath.Join(root, "self/ns/pid")))
	return processes{root: root}
}

func TestOwner_Check(t *testing.T) {
	t.Parallel()
	proc := fakeProc(t, map[int]string{7: stat("S", "500"), 8: stat("Z", "500"), 9: "9 (short) S"})
	owner := func(boot, space string, pid int, start uint64) Owner {
		return Owner{Boot: boot, Namespace: space, PID: pid, Start: start}
	}
	tests := []struct {
		name  string
		owner Owner
		want  ownership
	}{
		{"it runs", owner("boot-1", "4026531836", 7, 500), ownerAlive},
		{"another process has its id", owner("boot-1", "4026531836", 7, 400), ownerGone},
		{"it is a zombie", owner("boot-1", "4026531836", 8, 500), ownerGone},
		{"there is no such process", owner("boot-1", "4026531836", 10, 500), ownerGone},
		{"its state cannot be read", owner("boot-1", "4026531836", 9, 500), ownerUnknown},
		{"another boot or machine", owner("boot-2", "4026531836", 7, 500), ownerUnknown},
		{"inside a container", owner("boot-1", "4026531999", 7, 500), ownerUnknown},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, test.want, proc.check(test.owner))
		})
	}
	assert.Equal(t, ownerUnknown, processes{root: t.TempDir()}.check(owner("boot-1", "4026531836", 7, 500)), "not Linux")
}

func TestOwner_TextRoundTrip(t *testing.T) {
	t.Parallel()
	self, err := processes{root: "/proc"}.self()
	require.NoError(t, err)
	assert.Equal(t, os.Getpid(), self.PID)
	again, err := parseOwner(self.String())
	require.NoError(t, err)
	assert.Equal(t, self, again)
	for _, bad := range []string{"", "a/b/c", "a/b/x/1", "a/b/1/-1", "a/b/1/2/3"} {
		_, err := parseOwner(bad)
		require.Error(t, err, bad)
	}
}

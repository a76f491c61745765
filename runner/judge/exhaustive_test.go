package judge

import (
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/wire"
)

// TestRun_PassesOnlyWithEveryTest lets a grader of two tests say every sequence of
// five of these frames. Just those pass in which each test starts, then passes, once,
// and nothing else is said before done.
func TestRun_PassesOnlyWithEveryTest(t *testing.T) {
	alphabet := []wire.Message{
		start(0), start(1), result(0, passed), result(1, passed), result(1, failed), done("", ""),
	}
	const length = 5
	total, passing := 1, 0
	for range length {
		total *= len(alphabet)
	}
	for n := range total {
		frames, said := make([]wire.Message, length), make([]int, length)
		for i, rest := 0, n; i < length; i, rest = i+1, rest/len(alphabet) {
			said[i] = rest % len(alphabet)
			frames[i] = alphabet[said[i]]
		}
		want := mayPass(said)
		if want {
			passing++
		}
		synctest.Test(t, func(t *testing.T) {
			got, err := judgeWith(t, aPod(names(2), frames...))
			require.Equal(t, want, err == nil && got.Verdict == runner.VerdictPassed, "%v: %v %v", said, got.Verdict, err)
		})
	}
	require.Equal(t, 6, passing, "the ways to interleave two tests")
}

// mayPass says whether the frames, by their place in the alphabet, earn a pass.
func mayPass(said []int) bool {
	at := map[int]int{}
	for i, frame := range said {
		at[frame] = i
	}
	_, failing := at[4]
	return len(at) == 5 && !failing && at[0] < at[2] && at[1] < at[3] && at[5] == 4
}

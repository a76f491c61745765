package pod

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestBuildLog_ShowsStepsAndALittleOfTheRest(t *testing.T) {
	t.Parallel()
	var out, in bytes.Buffer
	fmt.Fprintln(&in, `{"stream":"Step 1/2 : FROM x\n"}`)
	for i := range 30 {
		fmt.Fprintf(&in, "{\"stream\":\"Setting up %d\\n\"}\n", i)
	}
	fmt.Fprintf(&in, "{\"stream\":%q}\n", "Step 2/2 : RUN "+strings.Repeat("é", 200))
	log := newBuildLog(&out)
	now := time.Now()
	log.now = func() time.Time { now = now.Add(time.Second); return now }
	require.NoError(t, log.follow(&in))

	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	assert.Equal(t, "Step 1/2 : FROM x", lines[0])
	assert.Less(t, len(lines), 10)
	assert.Greater(t, len(lines), 4)
	assert.True(t, strings.HasPrefix(lines[1], "  Setting up "), lines[1])
	assert.Len(t, []rune(lines[len(lines)-1]), chatterWidth+1)
	assert.Equal(t, tailLines, strings.Count(log.tail(), "\n")+1)
}

func TestBuildLog_EndsWithTheEnginesError(t *testing.T) {
	t.Parallel()
	for stream, want := range map[string]string{
		`{"stream":"Step 1"}{"errorDetail":{"message":"no"},"error":"no space"}`: "no space",
		`{"stream":"Step 1"}{"str`: "progress",
		`not JSON`:                 "progress",
	} {
		var out bytes.Buffer
		require.ErrorContains(t, newBuildLog(&out).follow(strings.NewReader(stream)), want)
	}
}

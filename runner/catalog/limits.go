package catalog

import (
	"github.com/goccy/go-yaml/ast"

	"assay/runner"
)

// The range of each limit. Below the lower bounds Python itself does not start
// reliably; the upper ones are slips of the keyboard.
const (
	minWall, maxWall     = 1.0, 3600.0 // seconds
	minTest, maxTest     = 0.1, 3600.0 // seconds
	minMemory, maxMemory = 32 << 20, 64 << 30
	minCPUs, maxCPUs     = 0.1, 64.0
	minPids, maxPids     = 8, 4096
	minOutput, maxOutput = 1 << 10, 256 << 20
)

func (r *reader) limits(to *runner.Limits) func(ast.Node) {
	return func(n ast.Node) {
		before, statesTest := len(r.problems), false
		pids := int(to.Pids)
		test := r.duration("limits.test", &to.TestS, minTest, maxTest)
		r.mapping(n, "limits", []field{
			{"wall", r.duration("limits.wall", &to.WallS, minWall, maxWall)},
			{"test", func(n ast.Node) { statesTest = true; test(n) }},
			{"memory", r.size("limits.memory", &to.MemoryBytes, minMemory, maxMemory, "32MiB to 64GiB")},
			{"cpus", r.decimal("limits.cpus", &to.CPUs, minCPUs, maxCPUs)},
			{"pids", r.whole("limits.pids", &pids, minPids, maxPids)},
			{"output", r.size("limits.output", &to.OutputBytes, minOutput, maxOutput, "1KiB to 256MiB")},
		})
		to.Pids = int64(pids)
		switch {
		case to.TestS <= to.WallS || len(r.problems) > before:
		case statesTest:
			r.fault(n, "limits.test (%gs) is longer than limits.wall (%gs), the whole run", to.TestS, to.WallS)
		default:
			to.TestS = to.WallS
		}
	}
}

func (r *reader) duration(what string, to *float64, lowest, highest float64) func(ast.Node) {
	return func(n ast.Node) {
		s, ok := r.scalar(n, what)
		if !ok {
			return
		}
		v, err := ParseDuration(s)
		switch {
		case err != nil:
			r.fault(n, "%s: %v", what, err)
		case v < lowest || v > highest:
			r.fault(n, "%s is %s; allowed: %gs to %gs", what, s, lowest, highest)
		default:
			*to = v
		}
	}
}

func (r *reader) size(what string, to *int64, lowest, highest int64, allowed string) func(ast.Node) {
	return func(n ast.Node) {
		s, ok := r.scalar(n, what)
		if !ok {
			return
		}
		v, err := ParseSize(s)
		switch {
		case err != nil:
			r.fault(n, "%s: %v", what, err)
		case v < lowest || v > highest:
			r.fault(n, "%s is %s; allowed: %s", what, s, allowed)
		default:
			*to = v
		}
	}
}

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"assay/runner"
	"assay/runner/batch"
	"assay/runner/pod"
)

func latencyTable(rows []measurement, times [][]time.Duration) string {
	var b strings.Builder
	fmt.Fprintf(&b, "| row | median ms | p95 ms | of row 1 | of row 2 |\n|---|---|---|---|---|\n")
	for i, row := range rows {
		m := percentile(times[i], 50)
		fmt.Fprintf(&b, "| %s | %.0f | %.0f | %.2f | %.2f |\n", row.name, ms(m), ms(percentile(times[i], 95)),
			ms(m)/ms(percentile(times[0], 50)), ms(m)/ms(percentile(times[1], 50)))
	}
	return b.String()
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func percentile(all []time.Duration, p int) time.Duration {
	if len(all) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(all))
	return sorted[min(len(sorted)*p/100, len(sorted)-1)]
}

// each runs n calls, one for each CPU at a time, and gives how many a second were done.
func each(ctx context.Context, n int, call func(ctx context.Context, cpu int) error) (float64, error) {
	var work sync.WaitGroup
	next := make(chan struct{})
	errs := make([]error, runtime.NumCPU())
	began := time.Now()
	for cpu := range errs {
		work.Go(func() {
			for range next {
				if errs[cpu] == nil {
					errs[cpu] = call(ctx, cpu)
				}
			}
		})
	}
	for range n {
		next <- struct{}{}
	}
	close(next)
	work.Wait()
	return float64(n) / time.Since(began).Seconds(), errors.Join(errs...)
}

// podRuns is how many submissions a pod serves in shared isolation.
const podRuns = 200

// window is how many submissions a median in a row is of.
const window = 100

// judged runs n submissions through the library.
func judged(ctx context.Context, n, slots int, engine *pod.Engine, s *suite, isolation runner.Isolation, note func(took time.Duration)) error {
	pods := batch.NewPool(ctx, enginePods{engine}, batch.PoolConfig{Ahead: 1, Runs: podRuns})
	config := batch.Config{Slots: slots, Judge: func(ctx context.Context, _ batch.Job) (runner.Result, error) {
		began := time.Now()
		result, err := library(ctx, pods, s, isolation)
		note(time.Since(began))
		return result, err
	}}
	outcomes, err := batch.Run(ctx, config, func(yield func(batch.Job) bool) {
		for range n {
			if !yield(batch.Job{}) {
				return
			}
		}
	})
	if err != nil {
		return err
	}
	var errs []error
	for o := range outcomes {
		errs = append(errs, o.Err)
	}
	return errors.Join(append(errs, pods.Close())...)
}

// throughput measures how many submissions a second the machine does with all its CPUs.
func throughput(ctx context.Context, o options, engine *pod.Engine, s *suite) (string, error) {
	var pythons []*bare
	defer func() {
		for _, p := range pythons {
			_ = p.close()
		}
	}()
	for range runtime.NumCPU() {
		p, err := startBare(ctx, s)
		if err != nil {
			return "", err
		}
		pythons = append(pythons, p)
	}
	one, err := each(ctx, o.throughput, func(_ context.Context, cpu int) error { _, err := pythons[cpu].measure(); return err })
	if err != nil {
		return "", err
	}
	two, err := each(ctx, o.throughput, func(ctx context.Context, _ int) error { _, err := hardened(ctx, s); return err })
	if err != nil {
		return "", err
	}
	fresh, shared := 2*runtime.NumCPU(), runtime.NumCPU() // a slot with a container for each submission mostly waits for the engine
	five, freshMiB, err := pooled(ctx, o.throughput, fresh, engine, s, runner.IsolationFresh)
	if err != nil {
		return "", err
	}
	six, sharedMiB, err := pooled(ctx, o.throughput, shared, engine, s, runner.IsolationShared)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf(`
## Throughput: %d submissions of 8 tests, all CPUs

| row | submissions/s | of row 1 | of row 2 |
|---|---|---|---|
| 1 bare pytest, one process for each CPU | %.1f | 1.00 | %.2f |
| 2 docker run pytest, one for each CPU | %.1f | %.2f | 1.00 |
| 5 library, fresh, %d slots | %.1f | %.2f | %.2f |
| 6 library, shared, %d slots | %.1f | %.2f | %.2f |

Peak memory of the pool, graders and sandboxes, used, ready and going: row 5 %.0f MiB, %.0f MiB a slot; row 6 %.0f MiB, %.0f MiB a slot.
`, o.throughput, one, one/two, two, two/one, fresh, five, five/one, five/two, shared, six, six/one, six/two,
		freshMiB, freshMiB/float64(fresh), sharedMiB, sharedMiB/float64(shared)), nil
}

// pooled runs n submissions through the library and gives how many a second were done,
// and the most memory that the pods used together.
func pooled(ctx context.Context, n, slots int, engine *pod.Engine, s *suite, isolation runner.Isolation) (rate, mib float64, err error) {
	watching, stop := context.WithCancel(ctx)
	var watch sync.WaitGroup
	watch.Go(func() { mib = poolMemory(watching) })
	began := time.Now()
	err = judged(ctx, n, slots, engine, s, isolation, func(time.Duration) {})
	rate = float64(n) / time.Since(began).Seconds()
	stop()
	watch.Wait()
	return rate, mib, err
}

// poolMemory gives the most memory that the engine's containers of ours used together, in MiB.
func poolMemory(ctx context.Context) float64 {
	most := 0.0
	for ctx.Err() == nil {
		text, err := output(ctx, "docker", "stats", "--no-stream", "--format", "{{.Name}} {{.MemUsage}}")
		if err != nil {
			break
		}
		sum := 0.0
		for line := range strings.Lines(text) {
			var name, unit string
			var n float64
			if _, err := fmt.Sscanf(strings.Replace(line, "iB", "iB ", 1), "%s %f%s", &name, &n, &unit); err != nil || !strings.HasPrefix(name, "assay-") {
				continue
			}
			switch unit {
			case "GiB":
				n *= 1024
			case "KiB":
				n /= 1024
			}
			sum += n
		}
		most = max(most, sum)
	}
	return most
}

// inARow looks for what grows: it takes stock before, during and after n submissions.
func inARow(ctx context.Context, n int, engine *pod.Engine, s *suite, isolation runner.Isolation) (string, error) {
	if err := judged(ctx, 4, 2, engine, s, isolation, func(time.Duration) {}); err != nil { // opens what stays open
		return "", err
	}
	var text strings.Builder
	stock := func(at, rate, median string) {
		entries, _ := os.ReadDir("/proc/self/fd")
		fmt.Fprintf(&text, "| %s | %s | %s | %d | %d | %.1f |\n", at, rate, median, runtime.NumGoroutine(), len(entries), heapMiB())
	}
	fmt.Fprintf(&text, `
## %d submissions in a row, 2 slots, %s

| after | a second so far | median ms of the last %d | goroutines | open files | heap MiB |
|---|---|---|---|---|---|
`, n, isolation, window)
	stock("nothing", "", "")
	var mu sync.Mutex
	var times []time.Duration
	began := time.Now()
	err := judged(ctx, n, 2, engine, s, isolation, func(took time.Duration) {
		mu.Lock()
		defer mu.Unlock()
		times = append(times, took)
		if i := len(times); i == window || i == 10*window || i == n {
			rate := float64(i) / time.Since(began).Seconds()
			stock(strconv.Itoa(i), fmt.Sprintf("%.1f", rate), fmt.Sprintf("%.0f", ms(percentile(times[max(i-window, 0):], 50))))
		}
	})
	if err != nil {
		return text.String(), err
	}
	stock("the end", "", "")
	left, err := output(ctx, "docker", "ps", "-aq", "--filter", "label=assay.owner="+engine.Owner())
	if err != nil {
		return text.String(), err
	}
	fmt.Fprintf(&text, "\n%d containers are left.\n", len(strings.Fields(left)))
	return text.String(), nil
}

func heapMiB() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}

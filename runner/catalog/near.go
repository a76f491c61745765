package catalog

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"assay/runner"
)

// unknown is the usage error for a name that no known thing has. Its hint names the
// nearest, and the command that lists them all.
func unknown[T any](name string, known map[string]T, thing, list string) error {
	hint := fmt.Sprintf("see the %ss with: %s", thing, list)
	if near := nearest(name, slices.Collect(maps.Keys(known))); len(near) > 0 {
		hint = fmt.Sprintf("did you mean %s? See all with: %s", strings.Join(near, " or "), list)
	}
	return &runner.Error{Kind: runner.KindUsage, Message: fmt.Sprintf("there is no %s %q", thing, name), Hint: hint}
}

// nearest gives up to three of names that look like a slip for word, best first.
func nearest(word string, names []string) []string {
	const most = 3
	if len(word) > maxName {
		return nil
	}
	budget := max(2, len(word)/3)
	distances := map[string]int{}
	var near []string
	for _, name := range names {
		d := distance(word, name)
		if len(word) >= 3 && (strings.Contains(name, word) || strings.Contains(word, name)) {
			d = min(d, budget)
		}
		if d <= budget && d < len(name) {
			distances[name] = d
			near = append(near, name)
		}
	}
	slices.SortFunc(near, func(a, b string) int {
		if distances[a] != distances[b] {
			return distances[a] - distances[b]
		}
		return strings.Compare(a, b)
	})
	return near[:min(most, len(near))]
}

// distance counts the single-byte edits between a and b (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}

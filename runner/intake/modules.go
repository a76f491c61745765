package intake

import (
	"slices"
	"strings"
)

// Modules gives the names of the top-level modules and packages among files, by
// their paths: a.py gives a, and a folder with a .py file anywhere below it
// gives the folder. The answer is sorted and holds each name once.
func Modules(files []string) []string {
	names := []string{}
	for _, file := range files {
		stem, isPython := strings.CutSuffix(file, ".py")
		name, _, _ := strings.Cut(stem, "/")
		if isPython && name != "" && name != "__init__" && !strings.Contains(name, ".") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

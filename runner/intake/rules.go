package intake

import (
	"fmt"
	"strings"

	"assay/runner"
)

// Bounds on a submission.
const (
	MaxFiles      = 2000
	MaxFileBytes  = 8 << 20
	MaxTotalBytes = 32 << 20
	maxEntries    = 20000 // names looked at, folders and skipped ones included
)

// Rejection says why a submission is refused before anything of it runs. It is
// the candidate's trouble, so callers turn it into [runner.VerdictRejected].
type Rejection struct {
	Reason string // one sentence without a full stop
}

// Error gives the reason.
func (r *Rejection) Error() string { return r.Reason }

func reject(format string, args ...any) error {
	return &Rejection{Reason: fmt.Sprintf(format, args...)}
}

// passedOver tells the names that tools leave behind; they are not part of a submission.
func passedOver(name string) bool {
	switch name {
	case ".git", ".hg", ".svn", "__pycache__", ".venv", "node_modules", ".DS_Store",
		".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".tox", ".idea", ".vscode":
		return true
	default:
		return strings.HasSuffix(name, ".pyc")
	}
}

// checkDeliverables rejects a submission without the files the exercise asks for.
func checkDeliverables(files []runner.File, wanted []string) error {
	have := map[string]bool{}
	for _, f := range files {
		have[f.Path] = true
	}
	var missing []string
	for _, w := range wanted {
		if !have[w] {
			missing = append(missing, w)
		}
	}
	switch {
	case len(files) == 0:
		return reject("the submission holds no files")
	case len(missing) > 0:
		return reject("the submission lacks %s", strings.Join(missing, ", "))
	default:
		return nil
	}
}

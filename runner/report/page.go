package report

import (
	"fmt"
	"io"
	"strconv"
)

// page writes lines and remembers the first error.
type page struct {
	w   io.Writer
	err error
}

func (p *page) printf(format string, args ...any) {
	if p.err != nil {
		return
	}
	if _, err := fmt.Fprintf(p.w, format, args...); err != nil {
		p.err = fmt.Errorf("write: %w", err)
	}
}

// seconds shows a time of s seconds with three digits that matter.
func seconds(s float64) string {
	switch {
	case s <= 0:
		return "0 s"
	case s < 1:
		return strconv.FormatFloat(s*1000, 'f', digits(s*1000), 64) + " ms"
	case s == float64(int64(s)):
		return strconv.FormatInt(int64(s), 10) + " s"
	default:
		return strconv.FormatFloat(s, 'f', digits(s), 64) + " s"
	}
}

// bytesText shows a number of bytes with three digits that matter.
func bytesText(n int64) string {
	units := []string{"KiB", "MiB", "GiB", "TiB"}
	if n < 1024 {
		return strconv.FormatInt(n, 10) + " B"
	}
	v := float64(n) / 1024
	i := 0
	for v >= 1024 && i < len(units)-1 {
		v /= 1024
		i++
	}
	precision := digits(v)
	if v == float64(int64(v)) {
		precision = 0
	}
	return strconv.FormatFloat(v, 'f', precision, 64) + " " + units[i]
}

func digits(v float64) int {
	switch {
	case v < 10:
		return 2
	case v < 100:
		return 1
	default:
		return 0
	}
}

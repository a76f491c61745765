package catalog

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
)

// ErrSize and ErrDuration are wrapped by the errors of [ParseSize] and [ParseDuration].
var (
	ErrSize     = errors.New("not a size")
	ErrDuration = errors.New("not a duration")
)

var quantity = regexp.MustCompile(`^([0-9]{1,12}(?:\.[0-9]{1,9})?) ?([A-Za-z]+)$`)

// ParseSize reads a number of bytes with its unit, like 256MiB or 1.5GB. The
// error wraps [ErrSize]; the answer is a whole number of at least 0 bytes.
func ParseSize(text string) (int64, error) {
	n, unit, ok := split(text)
	var factor float64
	switch unit {
	case "B":
		factor = 1
	case "kB":
		factor = 1e3
	case "MB":
		factor = 1e6
	case "GB":
		factor = 1e9
	case "KiB":
		factor = 1 << 10
	case "MiB":
		factor = 1 << 20
	case "GiB":
		factor = 1 << 30
	default:
		ok = false
	}
	bytes := n * factor
	if !ok || bytes > 1<<52 {
		return 0, fmt.Errorf("%q is %w: write a number and B, kB, MB, GB, KiB, MiB or GiB, like 256MiB", text, ErrSize)
	}
	return int64(math.Round(bytes)), nil
}

// ParseDuration reads seconds from a number with its unit, like 60s, 1.5m or
// 500ms. The error wraps [ErrDuration]; the answer is finite and at least 0.
func ParseDuration(text string) (float64, error) {
	n, unit, ok := split(text)
	switch unit {
	case "ms":
		n /= 1000
	case "s":
	case "m":
		n *= 60
	case "h":
		n *= 3600
	default:
		ok = false
	}
	if !ok {
		return 0, fmt.Errorf("%q is %w: write a number and ms, s, m or h, like 60s or 2m", text, ErrDuration)
	}
	return n, nil
}

func split(text string) (float64, string, bool) {
	m := quantity.FindStringSubmatch(text)
	if m == nil {
		return 0, "", false
	}
	n, err := strconv.ParseFloat(m[1], 64)
	return n, m[2], err == nil
}

package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestQuickFirst_PutsSlowImagesLast(t *testing.T) {
	t.Parallel()
	assert.Equal(t, []string{"python", "web", "freethreaded"}, quickFirst([]string{"freethreaded", "python", "web"}))
	assert.Empty(t, quickFirst(nil))
}

package runner

// Section is a group of questions of the question bank.
type Section struct {
	Name      string // a word to select it by
	Title     string
	Questions []Question
}

// Question is one question of the bank.
type Question struct {
	ID        string   // a number, with a letter for a part: "31", "44d"
	Text      string   // one line
	Exercises []string // slugs of what answers it, the most direct first; need not exist yet
	Parts     []Question
}

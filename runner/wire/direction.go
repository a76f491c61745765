package wire

// Direction is one way along one link; it decides the messages and the limit.
type Direction string

// The closed set of directions.
const (
	GoToGrader Direction = "go-to-grader"
	GraderToGo Direction = "grader-to-go"
	GoToWarden Direction = "go-to-warden"
	WardenToGo Direction = "warden-to-go"

	GoToService Direction = "go-to-service"
	ServiceToGo Direction = "service-to-go"
)

// The longest bodies, in bytes.
const (
	MaxFromContainer = 1 << 20
	MaxToContainer   = 64 << 20
)

// Limit is the longest body of the direction, in bytes.
func (d Direction) Limit() int {
	switch d {
	case GraderToGo, WardenToGo, ServiceToGo:
		return MaxFromContainer
	case GoToGrader, GoToWarden, GoToService:
		return MaxToContainer
	}
	return 0
}

// messages are the directions' messages, each with its zero value.
func (d Direction) messages() []Message {
	switch d {
	case GoToGrader:
		return []Message{Hello{}, Next{}, Suite{}}
	case GraderToGo:
		return []Message{GraderReady{}, Collected{}, Broken{}, Start{}, Points{}, Result{}, Done{}}
	case GoToWarden:
		return []Message{Hello{}, Load{}, Join{}, AskUsage{}, Next{}}
	case WardenToGo:
		return []Message{WardenReady{}, Loaded{}, UsageReport{}}
	case GoToService:
		return []Message{Serve{}}
	case ServiceToGo:
		return []Message{ServiceReady{}}
	}
	return nil
}

// message is the zero value of the direction's message called name, or nil.
func (d Direction) message(name string) Message {
	for _, m := range d.messages() {
		if m.Type() == name {
			return m
		}
	}
	return nil
}

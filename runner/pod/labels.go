package pod

// Labels on everything that Assay makes on an engine.
const (
	// Label marks an object as Assay's own; its value is always "1".
	Label = "assay"
	// LabelRun holds the id of the run a container or volume belongs to.
	LabelRun = "assay.run"
	// LabelOwner names the process that made the object, see [Owner].
	LabelOwner = "assay.owner"
	// LabelRole says what a container is in its pod, e.g. "grader".
	LabelRole = "assay.role"
	// LabelShape holds the shape of an ephemeral pod, see [Spec.Shape]. The owner of one
	// that was made ahead is whoever has claimed it, and is in the name of its grader.
	LabelShape = "assay.shape"
	// LabelImage holds the key of an image, e.g. "python".
	LabelImage = "assay.image"
	// LabelHash holds the hash of the context that an image was built from.
	LabelHash = "assay.hash"
)

// labels gives the labels of a container or volume that belongs to a run; every
// one that this process makes must carry them, or no sweep will ever find it.
func (e *Engine) labels(run, role string) map[string]string {
	return map[string]string{Label: "1", LabelRun: run, LabelOwner: e.owner.String(), LabelRole: role}
}

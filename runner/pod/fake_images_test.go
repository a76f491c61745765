package pod

import (
	"archive/tar"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"
)

// fakeImage is an image in the fake engine.
type fakeImage struct {
	ID      string
	Tags    []string
	Labels  map[string]string
	Created time.Time
}

func (f *fakeEngine) routeImages(mux *http.ServeMux) {
	mux.HandleFunc("GET /images/json", func(w http.ResponseWriter, r *http.Request) {
		list := []map[string]any{}
		for _, i := range f.images {
			if matchesLabels(r, i.Labels) {
				list = append(list, map[string]any{"Id": i.ID, "RepoTags": i.Tags, "Labels": i.Labels, "Size": 1 << 20, "Created": i.Created.Unix()})
			}
		}
		reply(w, http.StatusOK, list)
	})
	mux.HandleFunc("POST /build", f.build)
	mux.HandleFunc("POST /images/create", f.importOrPull)
	mux.HandleFunc("POST /images/{name...}", func(w http.ResponseWriter, r *http.Request) { // …/tag
		query := r.URL.Query()
		i := f.image(strings.TrimSuffix(r.PathValue("name"), "/tag"))
		i.Tags = append(i.Tags, path.Base(query.Get("repo"))+":"+query.Get("tag")) // the client sends the full name
		w.WriteHeader(http.StatusCreated)
	})
	// Names hold slashes, so these two match on a prefix.
	mux.HandleFunc("GET /images/{name...}", func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimSuffix(r.PathValue("name"), "/json")
		if i := f.image(name); i != nil {
			reply(w, http.StatusOK, map[string]any{"Id": i.ID, "RepoTags": i.Tags, "Config": map[string]any{"Labels": i.Labels}})
			return
		}
		reply(w, http.StatusNotFound, map[string]string{"message": "No such image: " + name})
	})
	mux.HandleFunc("DELETE /images/{name...}", f.removeImage)
	mux.HandleFunc("GET /distribution/{name...}", func(w http.ResponseWriter, _ *http.Request) {
		if f.registry {
			reply(w, http.StatusOK, map[string]any{})
			return
		}
		reply(w, http.StatusInternalServerError, map[string]string{"message": "no route to the registry"})
	})
}

// image finds an image by tag or id.
func (f *fakeEngine) image(name string) *fakeImage {
	for _, i := range f.images {
		if i.ID == name || slices.Contains(i.Tags, name) {
			return i
		}
	}
	return nil
}

func (f *fakeEngine) addImage(tag string, labels map[string]string) {
	f.serial++
	i := &fakeImage{ID: fmt.Sprintf("sha256:%064x", f.serial), Tags: []string{tag}, Labels: labels, Created: time.Now()}
	f.images[i.ID] = i
}

// build accepts the one Dockerfile instruction that the conformance suite
// needs: COPY, which fails when the context does not hold the file.
func (f *fakeEngine) build(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	files := map[string]string{}
	archive := tar.NewReader(r.Body)
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		data, readErr := io.ReadAll(archive)
		if err := errors.Join(err, readErr); err != nil {
			reply(w, http.StatusBadRequest, map[string]string{"message": err.Error()})
			return
		}
		files[header.Name] = string(data)
	}
	f.builds = append(f.builds, query.Get("t"))
	out := json.NewEncoder(w)
	for line := range strings.Lines(files[query.Get("dockerfile")]) {
		_ = out.Encode(map[string]string{"stream": "Step : " + line})
		words := strings.Fields(line)
		if len(words) < 2 || words[0] != "COPY" || strings.HasPrefix(words[1], "--from=") {
			continue
		}
		named := func(path string) bool { return path == words[1] || strings.HasPrefix(path, words[1]+"/") }
		if !slices.ContainsFunc(slices.Collect(maps.Keys(files)), named) {
			_ = out.Encode(map[string]any{"error": "COPY failed: no " + words[1]})
			return
		}
	}
	labels := map[string]string{}
	var args map[string]string
	_ = json.Unmarshal([]byte(query.Get("labels")), &labels)
	_ = json.Unmarshal([]byte(query.Get("buildargs")), &args)
	inherited := map[string]string{}
	if base := f.image(args["BASE"]); base != nil {
		maps.Copy(inherited, base.Labels)
	}
	maps.Copy(inherited, labels)
	f.addImage(query.Get("t"), inherited)
}

func (f *fakeEngine) importOrPull(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	if query.Get("fromSrc") == "-" {
		labels := map[string]string{}
		for _, change := range query["changes"] {
			list, _ := strings.CutPrefix(change, "LABEL ")
			for _, word := range strings.Fields(list) {
				if name, value, ok := strings.Cut(word, "="); ok {
					labels[name] = value
				}
			}
		}
		_, _ = io.Copy(io.Discard, r.Body)
		f.addImage(query.Get("repo"), labels)
	} else if f.registry {
		f.addImage(path.Base(query.Get("fromImage"))+":"+query.Get("tag"), nil)
	}
	reply(w, http.StatusOK, map[string]string{"status": "done"})
}

func (f *fakeEngine) removeImage(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	i := f.image(name)
	if i == nil {
		reply(w, http.StatusNotFound, map[string]string{"message": "No such image: " + name})
		return
	}
	for _, c := range f.objects[KindContainer] {
		if c.image == i.ID && len(i.Tags) == 1 {
			reply(w, http.StatusConflict, map[string]string{"message": "container " + c.ID + " is using the image"})
			return
		}
	}
	i.Tags = slices.DeleteFunc(i.Tags, func(tag string) bool { return tag == name })
	if len(i.Tags) == 0 {
		delete(f.images, i.ID)
	}
	reply(w, http.StatusOK, []map[string]string{{"Untagged": name}})
}

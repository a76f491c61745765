package pod

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// fakeEngine answers the part of the Docker API that the image, sweep and
// doctor code uses, from memory. It speaks HTTP, so that the real client with
// its negotiation and its errors is part of every test. The conformance suite
// holds it to what a real engine does.
type fakeEngine struct {
	api      string         // the version it offers; "" sends none
	info     map[string]any // answer to /info
	registry bool           // whether debian:trixie-slim can be pulled

	mu      sync.Mutex
	serial  int
	objects map[ObjectKind]map[string]*fakeObject
	images  map[string]*fakeImage
	builds  []string // tags, one for each build request
}

type fakeObject struct {
	ID, Name, State string
	Labels          map[string]string
	Created         time.Time
	image           string   // of a container
	volumes         []string // in use by a container
	removals        int      // that go on already: so often is another refused
}

func newFakeEngine() *fakeEngine {
	return &fakeEngine{
		api: "1.41",
		info: map[string]any{
			"OSType": "linux", "CgroupVersion": "2", "CgroupDriver": "systemd", "KernelVersion": "6.1.0-13-amd64",
			"MemoryLimit": true, "CpuCfsQuota": true, "PidsLimit": true, "SwapLimit": true,
			"SecurityOptions": []string{"name=seccomp,profile=default"}, "DockerRootDir": "/",
		},
		objects: map[ObjectKind]map[string]*fakeObject{KindContainer: {}, KindVolume: {}, KindNetwork: {}},
		images:  map[string]*fakeImage{},
	}
}

// listen serves the fake on a Unix socket and gives its address.
func (f *fakeEngine) listen(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "docker.sock")
	listener, err := net.Listen("unix", path)
	require.NoError(t, err)
	server := httptest.NewUnstartedServer(f.handler())
	server.Listener = listener
	server.Start()
	t.Cleanup(server.Close)
	return "unix://" + path
}

func (f *fakeEngine) connect(t *testing.T) *Engine {
	t.Helper()
	e, err := Connect(t.Context(), Config{Env: env(map[string]string{"DOCKER_HOST": f.listen(t)})})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	return e
}

func env(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

func (f *fakeEngine) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/_ping", func(w http.ResponseWriter, _ *http.Request) {
		if f.api != "" {
			w.Header().Set("Api-Version", f.api)
		}
	})
	mux.HandleFunc("GET /version", func(w http.ResponseWriter, _ *http.Request) {
		reply(w, http.StatusOK, map[string]any{"Version": "20.10.24", "ApiVersion": f.api, "Arch": "amd64", "Os": "linux"})
	})
	mux.HandleFunc("GET /info", func(w http.ResponseWriter, _ *http.Request) { reply(w, http.StatusOK, f.info) })
	f.routeObjects(mux)
	f.routeImages(mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f.mu.Lock()
		defer f.mu.Unlock()
		if rest, ok := strings.CutPrefix(r.URL.Path, "/v1."); ok {
			_, r.URL.Path, _ = strings.Cut(rest, "/")
			r.URL.Path = "/" + r.URL.Path
		}
		mux.ServeHTTP(w, r)
	})
}

func (f *fakeEngine) routeObjects(mux *http.ServeMux) {
	mux.HandleFunc("POST /containers/create", f.create(KindContainer))
	mux.HandleFunc("POST /volumes/create", f.create(KindVolume))
	mux.HandleFunc("POST /networks/create", f.create(KindNetwork))
	mux.HandleFunc("GET /containers/json", func(w http.ResponseWriter, r *http.Request) {
		list := []map[string]any{}
		for _, o := range f.matching(KindContainer, r) {
			list = append(list, map[string]any{
				"Id": o.ID, "Names": []string{"/" + o.Name}, "Labels": o.Labels, "State": o.State, "Created": o.Created.Unix(),
			})
		}
		reply(w, http.StatusOK, list)
	})
	mux.HandleFunc("GET /volumes", func(w http.ResponseWriter, r *http.Request) {
		list := []map[string]any{}
		for _, o := range f.matching(KindVolume, r) {
			list = append(list, map[string]any{"Name": o.Name, "Labels": o.Labels, "CreatedAt": o.Created.Format(time.RFC3339)})
		}
		reply(w, http.StatusOK, map[string]any{"Volumes": list})
	})
	mux.HandleFunc("GET /networks", func(w http.ResponseWriter, r *http.Request) {
		list := []map[string]any{}
		for _, o := range f.matching(KindNetwork, r) {
			list = append(list, map[string]any{"Id": o.ID, "Name": o.Name, "Labels": o.Labels, "Created": o.Created})
		}
		reply(w, http.StatusOK, list)
	})
	mux.HandleFunc("DELETE /containers/{id}", f.remove(KindContainer))
	mux.HandleFunc("DELETE /volumes/{id}", f.remove(KindVolume))
	mux.HandleFunc("DELETE /networks/{id}", f.remove(KindNetwork))
}

func (f *fakeEngine) create(kind ObjectKind) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var ask struct {
			Name, Image string
			Labels      map[string]string
			HostConfig  struct{ Binds []string }
		}
		_ = json.NewDecoder(r.Body).Decode(&ask) // a bad body shows as an object without labels
		f.serial++
		o := &fakeObject{ID: fmt.Sprintf("%064x", f.serial), Name: ask.Name, State: "created", Labels: map[string]string{}, Created: time.Now()}
		if kind == KindContainer {
			if o.Name = r.URL.Query().Get("name"); o.Name == "" {
				o.Name = fmt.Sprintf("unnamed_%d", f.serial)
			}
			from := f.image(ask.Image)
			if from == nil {
				reply(w, http.StatusNotFound, map[string]string{"message": "No such image: " + ask.Image})
				return
			}
			o.image = from.ID
			for name, value := range from.Labels { // a container inherits its image's labels
				o.Labels[name] = value
			}
			for _, bind := range ask.HostConfig.Binds {
				name, _, _ := strings.Cut(bind, ":")
				o.volumes = append(o.volumes, name)
			}
		}
		if kind == KindVolume {
			o.ID = o.Name
		}
		for name, value := range ask.Labels {
			o.Labels[name] = value
		}
		f.objects[kind][o.ID] = o
		reply(w, http.StatusCreated, map[string]any{"Id": o.ID, "Name": o.Name})
	}
}

func (f *fakeEngine) remove(kind ObjectKind) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id := r.PathValue("id")
		for _, c := range f.objects[KindContainer] {
			for _, used := range c.volumes {
				if kind == KindVolume && used == id {
					reply(w, http.StatusConflict, map[string]string{"message": "volume is in use"})
					return
				}
			}
		}
		o := f.objects[kind][id]
		if o == nil {
			reply(w, http.StatusNotFound, map[string]string{"message": "no such " + string(kind)})
			return
		}
		if o.removals > 0 {
			o.removals--
			reply(w, http.StatusConflict, map[string]string{"message": "removal is already in progress"})
			return
		}
		delete(f.objects[kind], id)
		w.WriteHeader(http.StatusNoContent)
	}
}

// matching gives the objects that a list request's label filter lets through.
func (f *fakeEngine) matching(kind ObjectKind, r *http.Request) []*fakeObject {
	var found []*fakeObject
	for _, o := range f.objects[kind] {
		if matchesLabels(r, o.Labels) {
			found = append(found, o)
		}
	}
	return found
}

func matchesLabels(r *http.Request, labels map[string]string) bool {
	var filter struct {
		Label map[string]bool `json:"label"`
	}
	if text := r.URL.Query().Get("filters"); text != "" {
		if err := json.Unmarshal([]byte(text), &filter); err != nil {
			return false
		}
	}
	for want := range filter.Label {
		name, value, exact := strings.Cut(want, "=")
		got, has := labels[name]
		if !has || exact && got != value {
			return false
		}
	}
	return true
}

func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the client notices a cut answer
}

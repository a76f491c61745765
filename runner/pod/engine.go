package pod

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/docker/docker/api/types/versions"
	"github.com/docker/docker/client"
)

// MinAPIVersion is the oldest Docker API that Assay speaks: Engine 20.10.
const MinAPIVersion = "1.41"

// pingTimeout bounds the first exchange with the engine: long enough for a
// busy machine or a remote engine, short enough to say so when nobody is there.
const pingTimeout = 15 * time.Second

// Config says how to find the engine. The zero value means the default socket.
type Config struct {
	// Env looks up an environment variable, normally [os.Getenv]; nil means an
	// empty environment. Read are DOCKER_HOST, DOCKER_CONTEXT, DOCKER_CONFIG,
	// DOCKER_TLS, DOCKER_TLS_VERIFY, DOCKER_CERT_PATH, DOCKER_API_VERSION and HOME.
	Env func(string) string
	// ConfigDir is the folder of Docker's config.json; empty means
	// $DOCKER_CONFIG, then $HOME/.docker.
	ConfigDir string
}

// Engine is a connection to a Docker engine. Close it after use.
type Engine struct {
	client    *client.Client
	host      string
	source    string // where the address came from, for messages
	processes processes
	owner     Owner // this process
}

// Connect finds the engine as the docker command does (DOCKER_HOST, then
// DOCKER_CONTEXT, then the current context, then the default socket), agrees on
// an API version and gives the connection. The error wraps [ErrUnreachable],
// [ErrTooOld], [ErrNoContext] or [ErrHost].
func Connect(ctx context.Context, config Config) (*Engine, error) {
	if config.Env == nil {
		config.Env = func(string) string { return "" }
	}
	at, err := config.endpoint()
	if err != nil {
		return nil, err
	}
	docker, err := newClient(at, config.Env("DOCKER_API_VERSION"))
	if err != nil {
		return nil, err
	}
	e := &Engine{client: docker, host: at.host, source: at.source, processes: processes{root: "/proc"}}
	if e.owner, err = e.processes.self(); err != nil {
		// Not Linux, so the engine runs in another machine anyway: sweep goes by age there.
		e.owner = Owner{Boot: "unknown", Namespace: "unknown", PID: os.Getpid()}
	}
	if err := e.negotiate(ctx); err != nil {
		_ = e.Close() // nothing was opened that could fail to close
		return nil, err
	}
	return e, nil
}

// Close drops the idle connections to the engine.
func (e *Engine) Close() error {
	if err := e.client.Close(); err != nil {
		return fmt.Errorf("close connection to %s: %w", e.host, err)
	}
	return nil
}

// Host is the address of the engine, such as "unix:///var/run/docker.sock".
func (e *Engine) Host() string { return e.host }

// Owner is the value of [LabelOwner] of everything that this process makes.
func (e *Engine) Owner() string { return e.owner.String() }

func newClient(at endpoint, version string) (*client.Client, error) {
	transport := &http.Transport{TLSClientConfig: at.tls, MaxIdleConns: 6, IdleConnTimeout: 30 * time.Second}
	options := []client.Opt{
		client.WithHTTPClient(&http.Client{Transport: transport, CheckRedirect: client.CheckRedirect}),
		client.WithHost(at.host),
	}
	if version != "" {
		if versions.LessThan(strings.TrimPrefix(version, "v"), MinAPIVersion) {
			return nil, broke("unset DOCKER_API_VERSION, or set it to "+MinAPIVersion+" or newer", ErrTooOld,
				"DOCKER_API_VERSION asks for %s, Assay needs %s", version, MinAPIVersion)
		}
		options = append(options, client.WithVersion(version))
	}
	docker, err := client.NewClientWithOpts(options...)
	if err != nil {
		return nil, broke("write it like unix:///var/run/docker.sock or tcp://host:2376",
			fmt.Errorf("%w: %w", ErrHost, err), "cannot use %q from %s", at.host, at.source)
	}
	return docker, nil
}

// negotiate agrees on the newest API that both sides speak.
func (e *Engine) negotiate(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, pingTimeout)
	defer cancel()
	ping, err := e.client.Ping(ctx)
	if err != nil {
		return broke(e.reachHint(err), fmt.Errorf("%w: %w", ErrUnreachable, err), "no Docker engine at %s (%s)", e.host, e.source)
	}
	e.client.NegotiateAPIVersionPing(ping)
	if offered := ping.APIVersion; offered == "" || versions.LessThan(offered, MinAPIVersion) {
		if offered == "" {
			offered = "an unknown version"
		}
		return broke("install Docker Engine 20.10 or newer", ErrTooOld,
			"the engine at %s speaks API %s, Assay needs %s", e.host, offered, MinAPIVersion)
	}
	return nil
}

func (e *Engine) reachHint(err error) string {
	if errors.Is(err, fs.ErrPermission) {
		return "run as root or as a member of the group that owns the socket (usually docker)"
	}
	if e.source == sourceDefault {
		return "install and start Docker (Debian: apt-get install docker.io), or set DOCKER_HOST"
	}
	return "check that the engine runs and that " + e.source + " is right"
}

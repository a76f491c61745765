package pod

import (
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/docker/docker/client"
)

// sourceDefault is the source of an address that nobody chose.
const sourceDefault = "the default socket"

// endpoint is where an engine listens and how to speak to it.
type endpoint struct {
	host   string
	source string
	tls    *tls.Config // nil: not encrypted
}

// endpoint finds the engine. The order is that of the docker command.
func (c Config) endpoint() (endpoint, error) {
	if host := c.Env("DOCKER_HOST"); host != "" {
		return c.endpointFromEnv(host)
	}
	name, source := c.Env("DOCKER_CONTEXT"), "DOCKER_CONTEXT"
	if name == "" {
		var err error
		if name, err = c.currentContext(); err != nil {
			return endpoint{}, err
		}
		source = "the current Docker context"
	}
	if name == "" || name == "default" {
		return endpoint{host: client.DefaultDockerHost, source: sourceDefault}, nil
	}
	return c.endpointFromContext(name, fmt.Sprintf("%s %q", source, name))
}

func (c Config) endpointFromEnv(host string) (endpoint, error) {
	at := endpoint{host: host, source: "DOCKER_HOST"}
	if err := at.checkHost(); err != nil {
		return endpoint{}, err
	}
	verify := c.Env("DOCKER_TLS_VERIFY") != ""
	if !verify && c.Env("DOCKER_TLS") == "" {
		return at, nil
	}
	dir := c.Env("DOCKER_CERT_PATH")
	if dir == "" {
		dir = c.configDir()
	}
	var err error
	if at.tls, err = loadTLS(dir); err != nil {
		return endpoint{}, broke("DOCKER_CERT_PATH must hold ca.pem, cert.pem and key.pem", fmt.Errorf("%w: %w", ErrHost, err),
			"cannot read the TLS files for DOCKER_HOST")
	}
	at.tls.InsecureSkipVerify = !verify
	return at, nil
}

func (c Config) configDir() string {
	if c.ConfigDir != "" {
		return c.ConfigDir
	}
	if dir := c.Env("DOCKER_CONFIG"); dir != "" {
		return dir
	}
	if home := c.Env("HOME"); home != "" {
		return filepath.Join(home, ".docker")
	}
	return ""
}

// currentContext reads currentContext of config.json; no file means none.
func (c Config) currentContext() (string, error) {
	dir := c.configDir()
	if dir == "" {
		return "", nil
	}
	path := filepath.Join(dir, "config.json")
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	var file struct {
		CurrentContext string `json:"currentContext"`
	}
	if err == nil {
		err = json.Unmarshal(data, &file)
	}
	if err != nil {
		return "", broke("mend or remove the file, or set DOCKER_HOST", fmt.Errorf("%w: %w", ErrNoContext, err), "cannot read %s", path)
	}
	return file.CurrentContext, nil
}

// endpointFromContext reads a context from the docker command's store, where
// each is filed under the SHA-256 of its name.
func (c Config) endpointFromContext(name, source string) (endpoint, error) {
	if c.configDir() == "" {
		return endpoint{}, broke("set HOME or DOCKER_CONFIG", ErrNoContext, "%s: there is no folder to find it in", source)
	}
	sum := sha256.Sum256([]byte(name))
	id, store := hex.EncodeToString(sum[:]), filepath.Join(c.configDir(), "contexts")
	var meta struct {
		Endpoints map[string]struct {
			Host          string
			SkipTLSVerify bool
		}
	}
	data, err := os.ReadFile(filepath.Join(store, "meta", id, "meta.json"))
	if err == nil {
		err = json.Unmarshal(data, &meta)
	}
	if err != nil {
		return endpoint{}, broke("`docker context ls` lists the contexts; `docker context use default` goes back to the usual one",
			fmt.Errorf("%w: %w", ErrNoContext, err), "cannot use %s", source)
	}
	docker, ok := meta.Endpoints["docker"]
	if !ok || docker.Host == "" {
		return endpoint{}, broke("choose another context", ErrNoContext, "%s has no docker endpoint", source)
	}
	at := endpoint{host: docker.Host, source: source}
	if err := at.checkHost(); err != nil {
		return endpoint{}, err
	}
	dir := filepath.Join(store, "tls", id, "docker")
	if _, err := os.Stat(dir); err == nil || docker.SkipTLSVerify {
		if at.tls, err = loadTLS(dir); err != nil {
			return endpoint{}, broke("create the context again", fmt.Errorf("%w: %w", ErrNoContext, err),
				"cannot read the TLS files of %s", source)
		}
		at.tls.InsecureSkipVerify = docker.SkipTLSVerify
	}
	return at, nil
}

// checkHost refuses addresses that the client library would misread.
func (at endpoint) checkHost() error {
	scheme, rest, ok := strings.Cut(at.host, "://")
	switch {
	case scheme == "ssh":
		return broke("forward the socket (ssh -nNT -L /tmp/docker.sock:/var/run/docker.sock HOST) and set DOCKER_HOST=unix:///tmp/docker.sock",
			ErrHost, "%s names %s: Assay does not reach engines over ssh", at.source, at.host)
	case !ok || rest == "":
		return broke("write it like unix:///var/run/docker.sock or tcp://host:2376", ErrHost,
			"%s is not an address: %q", at.source, at.host)
	}
	return nil
}

// loadTLS reads whichever of ca.pem, cert.pem and key.pem a folder holds.
func loadTLS(dir string) (*tls.Config, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	ca, err := os.ReadFile(filepath.Join(dir, "ca.pem"))
	switch {
	case errors.Is(err, fs.ErrNotExist): // the system's authorities
	case err != nil:
		return nil, fmt.Errorf("read authority: %w", err)
	default:
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM(ca) {
			return nil, fmt.Errorf("no certificate in %s", filepath.Join(dir, "ca.pem"))
		}
	}
	cert, err := tls.LoadX509KeyPair(filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem"))
	switch {
	case errors.Is(err, fs.ErrNotExist): // the engine asks for none
	case err != nil:
		return nil, fmt.Errorf("read client certificate: %w", err)
	default:
		config.Certificates = []tls.Certificate{cert}
	}
	return config, nil
}

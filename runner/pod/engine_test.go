package pod

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/pem"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/docker/docker/api"
	"github.com/docker/docker/client"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
)

// writeContext files a context as the docker command does and gives the
// folder of its TLS files.
func writeContext(t *testing.T, configDir, name, meta string) string {
	t.Helper()
	sum := sha256.Sum256([]byte(name))
	id := hex.EncodeToString(sum[:])
	dir := filepath.Join(configDir, "contexts", "meta", id)
	require.NoError(t, os.MkdirAll(dir, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "meta.json"), []byte(meta), 0o600))
	return filepath.Join(configDir, "contexts", "tls", id, "docker")
}

func TestEndpoint_FollowsTheDockerCommand(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	writeContext(t, dir, "one", `{"Name":"one","Endpoints":{"docker":{"Host":"unix:///one.sock"}}}`)
	writeContext(t, dir, "two", `{"Name":"two","Endpoints":{"docker":{"Host":"tcp://two:2375","SkipTLSVerify":false}}}`)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "config.json"), []byte(`{"auths":{},"currentContext":"two"}`), 0o600))
	home := t.TempDir()
	require.NoError(t, os.Rename(dir, filepath.Join(home, ".docker")))
	dir = filepath.Join(home, ".docker")

	tests := []struct {
		name string
		env  map[string]string
		dir  string
		want string
	}{
		{name: "nothing set", want: client.DefaultDockerHost},
		{name: "current context of the folder given", dir: dir, want: "tcp://two:2375"},
		{name: "current context of DOCKER_CONFIG", env: map[string]string{"DOCKER_CONFIG": dir}, want: "tcp://two:2375"},
		{name: "current context of HOME", env: map[string]string{"HOME": home}, want: "tcp://two:2375"},
		{name: "no config in HOME", env: map[string]string{"HOME": t.TempDir()}, want: client.DefaultDockerHost},
		{name: "DOCKER_CONTEXT over the current one", dir: dir, env: map[string]string{"DOCKER_CONTEXT": "one"}, want: "unix:///one.sock"},
		{name: "the default context", dir: dir, env: map[string]string{"DOCKER_CONTEXT": "default"}, want: client.DefaultDockerHost},
		{
			name: "DOCKER_HOST over every context", dir: dir,
			env: map[string]string{"DOCKER_HOST": "tcp://three:1", "DOCKER_CONTEXT": "one"}, want: "tcp://three:1",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			at, err := Config{Env: env(test.env), ConfigDir: test.dir}.endpoint()
			require.NoError(t, err)
			assert.Equal(t, test.want, at.host)
			assert.Nil(t, at.tls)
		})
	}
}

func TestConnect_RefusesClearly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	writeContext(t, dir, "broken", `{"Name":`)
	writeContext(t, dir, "k8s", `{"Name":"k8s","Endpoints":{"kubernetes":{"Host":"https://k"}}}`)
	writeContext(t, dir, "ssh", `{"Name":"ssh","Endpoints":{"docker":{"Host":"ssh://me@there"}}}`)
	badConfig := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(badConfig, "config.json"), []byte(`{`), 0o600))

	tests := []struct {
		name string
		env  map[string]string
		dir  string
		want error
		says string
		hint string
	}{
		{name: "no context of that name", env: map[string]string{"DOCKER_CONTEXT": "absent"}, want: ErrNoContext, says: `DOCKER_CONTEXT "absent"`, hint: "docker context ls"},
		{name: "context without a config folder", env: map[string]string{"DOCKER_CONTEXT": "absent"}, dir: "-", want: ErrNoContext, says: "absent", hint: "HOME"},
		{name: "context file is broken", env: map[string]string{"DOCKER_CONTEXT": "broken"}, want: ErrNoContext, says: "broken", hint: "docker context ls"},
		{name: "context of another orchestrator", env: map[string]string{"DOCKER_CONTEXT": "k8s"}, want: ErrNoContext, says: "no docker endpoint", hint: "another"},
		{name: "ssh context", env: map[string]string{"DOCKER_CONTEXT": "ssh"}, want: ErrHost, says: "ssh://me@there", hint: "forward the socket"},
		{name: "ssh host", env: map[string]string{"DOCKER_HOST": "ssh://there"}, want: ErrHost, says: "over ssh", hint: "DOCKER_HOST=unix"},
		{name: "host without a scheme", env: map[string]string{"DOCKER_HOST": "localhost:2375"}, want: ErrHost, says: "localhost:2375", hint: "unix://"},
		{name: "host with an unknown scheme", env: map[string]string{"DOCKER_HOST": "gopher://x"}, want: ErrUnreachable, says: "gopher://x", hint: "DOCKER_HOST"},
		{name: "broken config.json", dir: badConfig, want: ErrNoContext, says: "config.json", hint: "DOCKER_HOST"},
		{name: "nobody listens", env: map[string]string{"DOCKER_HOST": "unix:///nowhere/docker.sock"}, want: ErrUnreachable, says: "unix:///nowhere/docker.sock", hint: "DOCKER_HOST is right"},
		{name: "version too old", env: map[string]string{"DOCKER_HOST": "unix:///x", "DOCKER_API_VERSION": "1.40"}, want: ErrTooOld, says: "1.40", hint: "unset"},
		{
			name: "no TLS files", env: map[string]string{"DOCKER_HOST": "tcp://x:1", "DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": badConfig + "/config.json"},
			want: ErrHost, says: "TLS", hint: "DOCKER_CERT_PATH",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			config := Config{Env: env(test.env), ConfigDir: dir}
			switch test.dir {
			case "":
			case "-":
				config.ConfigDir = ""
			default:
				config.ConfigDir = test.dir
			}
			_, err := Connect(t.Context(), config)
			require.ErrorIs(t, err, test.want)
			require.ErrorContains(t, err, test.says)
			var known *runner.Error
			require.ErrorAs(t, err, &known)
			assert.Equal(t, runner.KindRunner, known.Kind)
			assert.Contains(t, known.Hint, test.hint)
		})
	}
}

func TestConnect_AgreesOnAVersion(t *testing.T) {
	t.Parallel()
	for offered, want := range map[string]string{"1.41": "1.41", "1.44": "1.44", "1.99": api.DefaultVersion} {
		f := newFakeEngine()
		f.api = offered
		assert.Equal(t, want, f.connect(t).client.ClientVersion(), offered)
	}
}

func TestConnect_RefusesAnOldEngine(t *testing.T) {
	t.Parallel()
	for _, offered := range []string{"1.40", "1.12", ""} {
		f := newFakeEngine()
		f.api = offered
		_, err := Connect(t.Context(), Config{Env: env(map[string]string{"DOCKER_HOST": f.listen(t)})})
		require.ErrorIs(t, err, ErrTooOld)
		assert.ErrorContains(t, err, "1.41", offered)
	}
}

func TestConnect_HonoursACancelledContext(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("unix", filepath.Join(t.TempDir(), "mute.sock")) // accepts, never answers
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, listener.Close()) })
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = Connect(ctx, Config{Env: env(map[string]string{"DOCKER_HOST": "unix://" + listener.Addr().String()})})
	require.ErrorIs(t, err, context.Canceled)
}

func TestConnect_SpeaksTLS(t *testing.T) {
	t.Parallel()
	server := httptest.NewUnstartedServer(newFakeEngine().handler())
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError) // refusals are expected
	server.StartTLS()
	t.Cleanup(server.Close)
	// The certificate of httptest is for 127.0.0.1.
	host := strings.Replace(server.URL, "https://", "tcp://", 1)
	trusted, empty := t.TempDir(), t.TempDir()
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	require.NoError(t, os.WriteFile(filepath.Join(trusted, "ca.pem"), ca, 0o600))
	configDir := t.TempDir()
	tlsDir := writeContext(t, configDir, "secure", `{"Endpoints":{"docker":{"Host":"`+host+`"}}}`)
	require.NoError(t, os.MkdirAll(filepath.Dir(tlsDir), 0o700))
	require.NoError(t, os.Rename(trusted, tlsDir))
	trusted = tlsDir
	writeContext(t, configDir, "careless", `{"Endpoints":{"docker":{"Host":"`+host+`","SkipTLSVerify":true}}}`)

	tests := []struct {
		name string
		env  map[string]string
		ok   bool
	}{
		{"authority known", map[string]string{"DOCKER_HOST": host, "DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": trusted}, true},
		{"authority unknown", map[string]string{"DOCKER_HOST": host, "DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": empty}, false},
		{"not verified", map[string]string{"DOCKER_HOST": host, "DOCKER_TLS": "1", "DOCKER_CERT_PATH": empty}, true},
		{"no TLS asked for", map[string]string{"DOCKER_HOST": host}, false},
		{"context with an authority", map[string]string{"DOCKER_CONTEXT": "secure"}, true},
		{"context that does not verify", map[string]string{"DOCKER_CONTEXT": "careless"}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			e, err := Connect(t.Context(), Config{Env: env(test.env), ConfigDir: configDir})
			if !test.ok {
				require.Error(t, err)
				return
			}
			require.NoError(t, err)
			require.NoError(t, e.Close())
		})
	}
}

func TestConnect_SendsTheClientCertificate(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "cert.pem"), []byte("no certificate"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "key.pem"), []byte("no key"), 0o600))
	_, err := loadTLS(dir)
	require.ErrorContains(t, err, "client certificate")
}

func TestReachHint_TellsPermissionFromAbsence(t *testing.T) {
	t.Parallel()
	if os.Getuid() == 0 {
		// Root may open every socket, so the error is made here.
		e := &Engine{source: sourceDefault}
		assert.Contains(t, e.reachHint(&os.SyscallError{Syscall: "connect", Err: os.ErrPermission}), "group")
		assert.Contains(t, e.reachHint(os.ErrNotExist), "install")
		return
	}
	server := &http.Server{Handler: newFakeEngine().handler()}
	path := filepath.Join(t.TempDir(), "docker.sock")
	listener, err := net.Listen("unix", path)
	require.NoError(t, err)
	go server.Serve(listener) //nolint:errcheck // ends with the listener
	t.Cleanup(func() { require.NoError(t, server.Close()) })
	require.NoError(t, os.Chmod(path, 0))
	_, err = Connect(t.Context(), Config{Env: env(map[string]string{"DOCKER_HOST": "unix://" + path})})
	var known *runner.Error
	require.ErrorAs(t, err, &known)
	assert.Contains(t, known.Hint, "group")
}

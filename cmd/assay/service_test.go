package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
)

// Promises about services, tried from the candidate's process.

func TestService_PostgresCandidateHasTheWeakerAccountOnly(t *testing.T) {
	t.Parallel()
	attack{
		services: []runner.Service{runner.ServicePostgres},
		solution: `
import psycopg

def ask(dsn, sql):
    try:
        with psycopg.connect(dsn, autocommit=True) as link:
            cursor = link.execute(sql)
            return cursor.fetchall() if cursor.description else []
    except psycopg.Error as error:
        return error.sqlstate or str(error)

def connects(dsn):
    try:
        psycopg.connect(dsn).close()
        return True
    except psycopg.Error as error:
        return str(error)
`,
		tests: `
import assay, psycopg, pytest

REFUSED = "42501"  # insufficient privilege

@pytest.fixture
def admin():
    with psycopg.connect(assay.postgres.admin, autocommit=True) as link:
        yield link

def test_it_is_the_server_that_was_promised(admin):
    assert admin.execute("SHOW server_encoding").fetchone() == ("UTF8",)
    assert admin.execute("SHOW server_version").fetchone()[0].startswith("17.")
    assert admin.execute("SELECT usesuper FROM pg_user WHERE usename = current_user").fetchone() == (True,)
    for setting in ("fsync", "autovacuum", "pg_stat_statements.track_utility"):
        assert admin.execute(f"SHOW {setting}").fetchone() == ("off",)
    assert admin.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace").fetchall() == []

@pytest.mark.parametrize("sql", [
    "ALTER ROLE candidate SUPERUSER",
    "ALTER ROLE admin PASSWORD 'x'",
    "SET ROLE admin",
    "SELECT rolpassword FROM pg_authid",
    "SELECT pg_stat_statements_reset()",
    "SET pg_stat_statements.track = none",
    "SELECT pg_read_file('/data/pg_hba.conf')",
    "COPY (SELECT 1) TO PROGRAM 'id'",
    "COPY (SELECT 1) TO '/tmp/x'",
    "SELECT pg_reload_conf()",
    "ALTER SYSTEM SET fsync = on",
    "CREATE EXTENSION dblink",
    "CREATE TABLE public.x (n int)",
    "CREATE SCHEMA mine",
    "CREATE DATABASE mine",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'admin'",
])
def test_is_refused(admin, sql):
    assert solution.ask(assay.postgres.dsn, sql) == REFUSED

def test_other_passwords_and_accounts_are_refused():
    for dsn in (
        assay.postgres.dsn.replace("candidate:", "admin:"),
        assay.postgres.dsn.replace("candidate:", "admin:x"),
        assay.postgres.dsn.replace("/app", "/template1"),
        "postgresql://admin@127.0.0.1:5432/app",
    ):
        assert solution.connects(dsn) is not True
    assert solution.connects(assay.postgres.dsn) is True

def test_may_make_tables_of_its_own_which_others_do_not_find(admin):
    assert solution.ask(assay.postgres.dsn, "CREATE TABLE mine AS SELECT 7 AS n") == []
    assert solution.ask(assay.postgres.dsn, "SELECT n FROM mine") == [(7,)]
    assert admin.execute("SELECT to_regclass('mine'), to_regclass('candidate.mine')").fetchone() == (None, "candidate.mine")

def test_statements_are_counted_by_account(admin):
    admin.execute("SELECT pg_stat_statements_reset()")
    for _ in range(5):
        solution.ask(assay.postgres.dsn, "SELECT 1 + 1")
    assert admin.execute(
        "SELECT sum(calls)::int, sum(rows)::int FROM pg_stat_statements JOIN pg_roles ON pg_roles.oid = userid WHERE rolname = 'candidate'"
    ).fetchone() == (5, 5)
`,
	}.fails(t)
}

func TestService_RedisCandidateHasTheWeakerAccountOnly(t *testing.T) {
	t.Parallel()
	attack{
		services: []runner.Service{runner.ServiceRedis},
		solution: `
import redis, socket

def ask(url, *command):
    try:
        with redis.Redis.from_url(url, decode_responses=True) as client:
            return client.execute_command(*command)
    except redis.RedisError as error:
        return type(error).__name__

def keep_port():
    global server
    import time
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            server = socket.create_server(("127.0.0.1", 6379))
            return True
        except OSError:
            pass
    return False

def heard():
    server.settimeout(0.5)
    try:
        link, _ = server.accept()
        return link.recv(100)
    except TimeoutError:
        return None
`,
		tests: `
import assay, pytest, redis, threading

@pytest.fixture
def admin():
    with redis.Redis.from_url(assay.redis.admin, decode_responses=True) as client:
        yield client

@pytest.mark.parametrize("command", [
    ("FLUSHALL",), ("FLUSHDB",), ("CONFIG", "GET", "*"), ("CONFIG", "SET", "save", ""), ("ACL", "LIST"),
    ("ACL", "SETUSER", "candidate", "+@all"), ("MONITOR",), ("SHUTDOWN",), ("CLIENT", "LIST"),
    ("CLIENT", "PAUSE", "1"), ("CLIENT", "KILL", "USER", "admin"), ("MODULE", "LIST"), ("SAVE",), ("REPLICAOF", "NO", "ONE"), ("KEYS", "*"),
], ids=" ".join)
def test_is_refused(admin, command):
    assert solution.ask(assay.redis.url, *command) == "NoPermissionError"

def test_is_refused_in_scripts(admin):
    assert solution.ask(assay.redis.url, "EVAL", "return redis.call('FLUSHALL')", 0) in ("NoPermissionError", "ResponseError")

def test_other_accounts_are_refused():
    for url in (assay.redis.url.replace("candidate:", "admin:"), "redis://127.0.0.1:6379/0", "redis://default:x@127.0.0.1:6379/0"):
        assert solution.ask(url, "PING") == "AuthenticationError"

def test_may_use_what_locks_and_queues_need(admin):
    assert solution.ask(assay.redis.url, "PING") is True
    assert solution.ask(assay.redis.url, "SET", "k", "v", "NX", "PX", 5000) is True
    assert solution.ask(assay.redis.url, "EVAL", "return redis.call('GET', KEYS[1])", 1, "k") == "v"
    assert "redis_version" in solution.ask(assay.redis.url, "INFO", "server")
    assert admin.get("k") == "v"

def test_restart_forgets_all(admin):
    admin.set("k", "v")
    first = admin.info("server")["run_id"]
    assay.redis.restart()
    assert admin.get("k") is None
    assert admin.info("server")["run_id"] != first

def test_restart_can_take_a_while(admin):
    import time
    outage = threading.Thread(target=assay.redis.restart, kwargs={"down": 1.0})
    outage.start()
    time.sleep(0.3)
    assert solution.ask(assay.redis.url, "PING") == "ConnectionError"
    outage.join()
    assert solution.ask(assay.redis.url, "PING") is True

def test_who_takes_the_port_meanwhile_is_not_told_the_password():
    taken = threading.Thread(target=solution.keep_port)
    taken.start()
    with pytest.raises(RuntimeError, match="did not start again"):
        assay.redis.restart(down=1.0)
    taken.join()
    assert solution.heard() is None

`,
	}.fails(t)
}

func TestService_StateIsFreshInEachRun(t *testing.T) {
	t.Parallel()
	leaves := attack{
		services: []runner.Service{runner.ServiceRedis, runner.ServicePostgres},
		solution: "",
		tests: `
import assay, psycopg, redis

def test_is_empty():
    with redis.Redis.from_url(assay.redis.url) as client:
        assert client.incr("runs") == 1
    with psycopg.connect(assay.postgres.dsn) as link:
        link.execute("CREATE TABLE runs (n int)")
`,
	}
	leaves.fails(t)
	leaves.fails(t)
}

func TestService_MadeToUseUpItsMemoryIsAVerdict(t *testing.T) {
	t.Parallel()
	result := attack{
		services: []runner.Service{runner.ServiceRedis},
		solution: `
import redis

def eat(url):
    redis.Redis.from_url(url).eval("local t = {} for i = 1, 1e9 do t[i] = string.rep('x', 1048576) .. i end", 0)
`,
		tests: `
import assay

def test_eats():
    solution.eat(assay.redis.url)
`,
	}.run(t)
	assert.Equal(t, runner.VerdictCrashed, result.Verdict, result.Reason)
	assert.Contains(t, result.Reason, "the kernel ended the service redis at its memory limit")
}

func TestService_ThatEndsOtherwiseIsNoVerdict(t *testing.T) {
	t.Parallel()
	attacksAtOnce <- struct{}{}
	defer func() { <-attacksAtOnce }()
	const tests = `
import assay, psycopg, solution, time

def test_ends():
    with psycopg.connect(assay.postgres.admin, autocommit=True) as link:
        link.execute("COPY (SELECT 1) TO PROGRAM 'kill -QUIT $(head -n 1 /data/postmaster.pid)'")
    time.sleep(10)
`
	_, err := attack{solution: "x = 1\n"}.judge(t, runner.Exercise{
		Slug: "attack", Image: "web", Services: []runner.Service{runner.ServicePostgres}, Limits: runner.DefaultLimits(),
		Tests: []runner.File{{Path: "test_attack.py", Data: []byte(tests)}},
	})
	require.ErrorContains(t, err, "the service postgres does not work (exit status 1")
	assert.Equal(t, runner.KindRunner, runner.KindOf(err))
}

import pytest

from router import NotFound, Request, Router


@pytest.fixture
def app():
    app = Router()

    @app.get("/")
    def home(request):
        return "home"

    @app.get("/users/<int:number>")
    def user(request, number):
        return {"id": number, "kind": type(number).__name__}

    @app.post("/users")
    def create(request):
        return 201, request.body["name"]

    return app


def test_static_and_dynamic(app):
    assert app.handle(Request("GET", "/")) == (200, "home")
    assert app.handle(Request("GET", "/users/7")) == (200, {"id": 7, "kind": "int"})


def test_status_from_the_handler(app):
    assert app.handle(Request("POST", "/users", body={"name": "ann"})) == (201, "ann")


def test_not_found(app):
    with pytest.raises(NotFound) as caught:
        app.handle(Request("GET", "/users/x"))
    assert caught.value.status == 404
    assert caught.value.path == "/users/x"
    with pytest.raises(NotFound):
        app.handle(Request("POST", "/"))


def test_error_handler(app):
    @app.errorhandler(NotFound)
    def missing(error):
        return error.status, f"no {error.path}"

    @app.errorhandler(ZeroDivisionError)
    def division(error):
        return 500, str(error)

    @app.get("/fail")
    def fail(request):
        return 1 / 0

    assert app.handle(Request("GET", "/nope")) == (404, "no /nope")
    assert app.handle(Request("GET", "/fail")) == (500, "division by zero")


def test_middleware_wraps_in_order(app):
    log = []

    def logger(name):
        def middleware(request, call_next):
            log.append(f"{name} before")
            response = call_next(request)
            log.append(f"{name} after")
            return response

        return middleware

    app.use(logger("outer"))
    app.use(logger("inner"))
    app.handle(Request("GET", "/"))
    assert log == ["outer before", "inner before", "inner after", "outer after"]


def test_middleware_can_answer_itself(app):
    app.use(lambda request, call_next: (401, "who?") if request.body is None else call_next(request))
    assert app.handle(Request("GET", "/")) == (401, "who?")


def test_decorator_gives_back_the_function():
    app = Router()

    def handler(request):
        return "x"

    assert app.get("/x")(handler) is handler


def test_handler_with_an_unexpected_error(app):
    @app.get("/broken")
    def broken(request):
        raise KeyError("inside the handler")

    with pytest.raises(KeyError, match="inside the handler"):
        app.handle(Request("GET", "/broken"))

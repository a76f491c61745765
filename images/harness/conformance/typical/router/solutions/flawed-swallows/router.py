import re
from dataclasses import dataclass
from typing import Any

CONVERTERS = {"int": (r"\d+", int), "str": (r"[^/]+", str)}


class NotFound(Exception):
    status = 404

    def __init__(self, path):
        super().__init__(f"nothing at {path}")
        self.path = path


@dataclass
class Request:
    method: str
    path: str
    body: Any = None


class Router:
    def __init__(self):
        self._routes = []
        self._errors = {}
        self._middleware = []

    def _add(self, method, pattern):
        converters = {}

        def replace(match):
            kind, name = match[1], match[2]
            expression, converters[name] = CONVERTERS[kind]
            return f"(?P<{name}>{expression})"

        expression = re.compile(re.sub(r"<(\w+):(\w+)>", replace, pattern))

        def decorate(handler):
            self._routes.append((method, expression, converters, handler))

        return decorate

    def get(self, pattern):
        return self._add("GET", pattern)

    def post(self, pattern):
        return self._add("POST", pattern)

    def errorhandler(self, kind):
        def decorate(handler):
            self._errors[kind] = handler
            return handler

        return decorate

    def use(self, middleware):
        self._middleware.append(middleware)

    def _dispatch(self, request):
        for method, expression, converters, handler in self._routes:
            match = expression.fullmatch(request.path)
            if method == request.method and match:
                values = {name: converters[name](text) for name, text in match.groupdict().items()}
                result = handler(request, **values)
                return result if isinstance(result, tuple) else (200, result)
        raise NotFound(request.path)

    def handle(self, request):
        call = self._dispatch
        for middleware in self._middleware:
            call = lambda request, middleware=middleware, following=call: middleware(request, following)
        try:
            return call(request)
        except Exception as error:
            for kind, handler in self._errors.items():
                if isinstance(error, kind):
                    return handler(error)
            return 500, "error"

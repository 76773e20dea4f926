"""Logfire's query API over Apache DataFusion, the engine of Logfire itself.

It takes the rows of a local Logfire as they are when it starts, and answers queries about
them on a port of its own until its standard input ends:

    python datafusion_logfire.py --rows-of http://localhost:8000 --token TOKEN [--port 8001]

DataFusion's Python package lacks the JSON functions that Logfire adds. The operator ->> is
written here as a function that does the same as datafusion-functions-json. How long each
query took is in the header Server-Timing, and in the log.
"""

import argparse
import json
import re
import sys
import threading
import time
from collections import OrderedDict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import Request, urlopen

import pyarrow as pa
from datafusion import SessionConfig, SessionContext, udf

TIME = pa.timestamp("us", "UTC")
JSON = {b"json": b"true"}

COLUMNS = pa.schema(
    [
        pa.field("created_at", TIME),
        pa.field("start_timestamp", TIME),
        pa.field("end_timestamp", TIME),
        pa.field("duration", pa.float64()),
        pa.field("day", pa.date32()),
        pa.field("project_id", pa.string()),
        pa.field("trace_id", pa.string()),
        pa.field("span_id", pa.string()),
        pa.field("parent_span_id", pa.string()),
        pa.field("kind", pa.string()),
        pa.field("level", pa.int16()),
        pa.field("span_name", pa.string()),
        pa.field("message", pa.string()),
        pa.field("is_exception", pa.bool_()),
        pa.field("exception_type", pa.string()),
        pa.field("exception_message", pa.string()),
        pa.field("exception_stacktrace", pa.string()),
        pa.field("tags", pa.list_(pa.string())),
        pa.field("attributes", pa.string(), metadata=JSON),
        pa.field("service_name", pa.string()),
        pa.field("service_version", pa.string()),
        pa.field("deployment_environment", pa.string()),
        pa.field("otel_resource_attributes", pa.string(), metadata=JSON),
        pa.field("otel_scope_name", pa.string()),
        pa.field("otel_scope_version", pa.string()),
        pa.field("otel_status_code", pa.string()),
        pa.field("otel_status_message", pa.string()),
        pa.field("otel_events", pa.string(), metadata=JSON),
        pa.field("otel_links", pa.string(), metadata=JSON),
    ]
)

MAX_LIMIT = 10_000
DEFAULT_LIMIT = 100
PARTITIONS = 2
BATCH_ROWS = 8192


class Documents:
    """The JSON documents of the last batches, each parsed once for all of its keys."""

    BATCHES = 16

    def __init__(self):
        self._lock = threading.Lock()
        self._parsed = OrderedDict()

    def texts(self, documents, keys):
        """What ->> gives: the text of a string, the JSON of anything else."""
        key = keys[0].as_py() if len(keys) else None
        members = self._members(documents)
        return pa.array(
            [
                value if value is None or type(value) is str else member_json(documents[i].as_py(), key)
                for i, value in enumerate(found.get(key) for found in members)
            ],
            pa.string(),
        )

    def _members(self, documents):
        # The same memory is the same batch, since the entry keeps the batch alive
        memory = tuple(buffer.address if buffer else 0 for buffer in documents.buffers())
        batch = (memory, documents.offset, len(documents))
        with self._lock:
            if batch in self._parsed:
                self._parsed.move_to_end(batch)
                return self._parsed[batch][1]
        members = [members_of(document) for document in documents.to_pylist()]
        with self._lock:
            self._parsed[batch] = (documents, members)
            while len(self._parsed) > self.BATCHES:
                self._parsed.popitem(last=False)
        return members


def members_of(document):
    """The members of an object by their names; numbers are the text that they were."""
    try:
        members = json.loads(document, parse_int=str, parse_float=str) if document else None
    except ValueError:
        members = None
    return members if isinstance(members, dict) else {}


def member_json(document, name):
    """The JSON of an object's member, as it is written there."""
    decoder = json.JSONDecoder()
    start = document.index("{") + 1
    while True:
        found, end = decoder.raw_decode(document, after(document, start, ","))
        start = after(document, end, ":")
        _, end = decoder.raw_decode(document, start)
        if found == name:
            return document[start:end]
        start = end


def after(document, position, mark):
    """Where the next token begins that is not the mark."""
    return re.compile(rf"[\s{mark}]*").match(document, position).end()


JSON_TEXT = udf(Documents().texts, [pa.string(), pa.string()], pa.string(), "immutable", "json_text")

KEY = re.compile(r"\s*('(?:[^']|'')*')")
OWN_LIMIT = re.compile(r"\bLIMIT\s+(\d+)\s*;?\s*$", re.IGNORECASE)


class Refusal(Exception):
    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


class Query:
    """One query about the records between the request's bounds."""

    def __init__(self, batches, body):
        self._body = body
        if not isinstance(body, dict) or not isinstance(body.get("sql"), str):
            raise Refusal(422, "sql is required")
        if not isinstance(body.get("min_timestamp"), str):
            raise Refusal(422, "min_timestamp is required")
        self._context = SessionContext(SessionConfig().with_target_partitions(PARTITIONS))
        self._context.register_udf(JSON_TEXT)
        self._context.register_record_batches("every_record", batches)
        self._context.sql(f"CREATE VIEW records AS SELECT * FROM every_record WHERE {self._bounds()}")

    def _bounds(self):
        bounds = [f"start_timestamp > {timestamp(self._body, 'min_timestamp')}"]
        if self._body.get("max_timestamp") is not None:
            bounds.append(f"start_timestamp < {timestamp(self._body, 'max_timestamp')}")
        return " AND ".join(bounds)

    def frame(self):
        sql = with_json_text(self._body["sql"])
        own = OWN_LIMIT.search(sql)
        return self._context.sql(OWN_LIMIT.sub("", sql)).limit(self._limit(own and int(own[1])))

    def _limit(self, own):
        limit = self._body.get("limit")
        if limit is None:
            return min(own or DEFAULT_LIMIT, DEFAULT_LIMIT)
        if type(limit) is not int or not 1 <= limit <= MAX_LIMIT:
            raise Refusal(422, f"limit must be a whole number from 1 to {MAX_LIMIT}")
        return limit

    def explains(self):
        return self._body.get("explain") is True


def with_json_text(sql):
    """Writes ->> as a call. Before it is a column, a call, or anything in parentheses."""
    while (operator := sql.find("->>")) >= 0:
        key = KEY.match(sql, operator + len("->>"))
        if not key:
            raise Refusal(400, "The key behind ->> must be a literal")
        start = operand_start(sql, operator)
        sql = f"{sql[:start]}json_text({sql[start:operator]}, {key[1]}){sql[key.end():]}"
    return sql


def operand_start(sql, end):
    start = len(sql[:end].rstrip())
    if sql[start - 1] == ")":
        start -= 1
        depth = 1
        while depth:
            start -= 1
            depth += {")": 1, "(": -1}.get(sql[start], 0)
    while re.match(r"\w", sql[start - 1]):
        start -= 1
    return start


def timestamp(body, name):
    value = body[name]
    if not isinstance(value, str) or not re.fullmatch(r"[0-9T:.+-]+Z?", value):
        raise Refusal(422, f"{name} must be an ISO timestamp with an offset")
    return f"TIMESTAMPTZ '{value}'"


def rows(table):
    """The rows as JSON objects, written as Logfire writes them."""
    names = [json.dumps(name) for name in table.schema.names]
    columns = [cells(table.column(i), table.schema.field(i)) for i in range(table.num_columns)]
    for row in zip(*columns):
        yield "{" + ",".join(f"{name}:{cell}" for name, cell in zip(names, row)) + "}"


def cells(column, field):
    if pa.types.is_timestamp(field.type):
        texts = column.cast(pa.string()).to_pylist()
        return [cell(text and text.replace(" ", "T").removesuffix("Z") + "Z") for text in texts]
    if (field.metadata or {}).get(b"json"):
        return [document or "null" for document in column.to_pylist()]
    return [cell(value) for value in column.to_pylist()]


def cell(value):
    if isinstance(value, float):
        # JSON has no NaN and no infinity
        return repr(value) if value - value == 0 else "null"
    return json.dumps(value, default=str)


def fields(schema):
    return [{"name": field.name, "data_type": str(field.type), "nullable": field.nullable} for field in schema]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path != "/v1/read-token-info":
            return self._send(404, {"detail": "Not found"})
        info = {"organization_name": "local", "project_name": "local-logfire"}
        info["project_id"] = "00000000-0000-4000-8000-000000000000"
        return self._send(200, info) if self._is_authorized() else self._send_unauthorized()

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path != "/v2/query":
            return self._send(404, {"detail": "Not found"})
        if not self._is_authorized():
            return self._send_unauthorized()
        start = time.perf_counter()
        try:
            query = Query(self.server.batches, json.loads(body))
            frame = query.frame()
            plans = plans_of(frame) if query.explains() else {}
            table = frame.to_arrow_table()
        except Refusal as refusal:
            return self._send(refusal.status, {"detail": str(refusal)})
        except Exception as failure:  # whatever DataFusion finds wrong is the query's fault
            return self._send(400, {"detail": str(failure)})
        milliseconds = 1000 * (time.perf_counter() - start)
        self.log_message("%.1f ms for %d rows", milliseconds, table.num_rows)
        return self._send_rows(table, plans, {"Server-Timing": f"query;dur={milliseconds:.1f}"})

    def _is_authorized(self):
        return self.headers.get("Authorization", "").removeprefix("Bearer ") == self.server.token

    def _send_unauthorized(self):
        self._send(401, {"detail": "Invalid token"})

    def _send_rows(self, table, plans, headers):
        if "ndjson" in self.headers.get("Accept", ""):
            lines = [{"type": "schema", "schema": {"fields": fields(table.schema)}}]
            lines += [{"type": "explain", **plans}] if plans else []
            text = "".join(json.dumps(line) + "\n" for line in lines)
            text += '{"type":"data","rows":[' + ",".join(rows(table)) + "]}\n"
            text += json.dumps({"type": "end", "row_count": table.num_rows}) + "\n"
            return self._send(200, text, "application/x-ndjson", headers)
        text = json.dumps({"schema": {"fields": fields(table.schema), "metadata": {}}, **plans})
        text = text[:-1] + ',"data":[' + ",".join(rows(table)) + "]}"
        return self._send(200, text, headers=headers)

    def _send(self, status, body, content_type="application/json", headers={}):
        content = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        for name, value in {"Content-Type": content_type, "Content-Length": len(content), **headers}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(content)

    def log_request(self, *_):
        """Queries are logged with their times instead."""


def plans_of(frame):
    return {
        "logical_plan": frame.optimized_logical_plan().display_indent(),
        "physical_plan": frame.execution_plan().display_indent(),
    }


def load(base_url, token):
    """All records of a Logfire, in as many batches for each partition."""
    names = ["CAST({0} AS VARCHAR) AS {0}".format(f.name) if f.metadata else f.name for f in COLUMNS]
    sql = "SELECT {} FROM records ORDER BY {} OFFSET {}"
    found = []
    while True:
        order = ", ".join(str(i + 1) for i in range(len(names)))
        page = ask(base_url, token, sql.format(", ".join(names), order, len(found)))
        found += page
        if len(page) < MAX_LIMIT:
            break
    batches = pa.table([column(found, field) for field in COLUMNS], COLUMNS).to_batches(BATCH_ROWS)
    return [batches[i::PARTITIONS] for i in range(PARTITIONS)]


def column(found, field):
    values = [row.get(field.name) for row in found]
    is_text = pa.types.is_temporal(field.type)
    return pa.array(values, pa.string()).cast(field.type) if is_text else pa.array(values, field.type)


def ask(base_url, token, sql):
    body = {"sql": sql, "min_timestamp": "0001-01-01T00:00:00Z", "limit": MAX_LIMIT}
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Accept": "application/json"}
    with urlopen(Request(base_url + "/v2/query", json.dumps(body).encode(), headers)) as answer:
        return json.load(answer)["data"]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rows-of", required=True, metavar="URL", help="the local Logfire that has the rows")
    arguments.add_argument("--token", required=True, help="the read token, for the local Logfire and for this one")
    arguments.add_argument("--port", type=int, default=0, help="where to listen; any free port if not given")
    options = arguments.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", options.port), Handler)
    server.token = options.token
    server.batches = load(options.rows_of, options.token)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()

"""An LLM on loopback that speaks as OpenAI (chat completions, responses) and Anthropic (messages) do, streaming included.

Each answer costs the same: 1000 tokens of input, of which 200 come from a cache (and with Anthropic 100 go into one), and
100 of output. An agent that has tools calls the first of them, once. Below /busy every request is refused with 429.

It prints the address on which it listens, and serves until its standard input ends.
"""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

ANSWER = ["It ", "is ", "42."]

numbers = count(1)


def sample(schema):
    """What matches the JSON schema of a tool's parameters."""
    values = {"string": "42", "integer": 42, "number": 42, "boolean": True, "array": [], "object": {}}
    return {name: values[of["type"]] for name, of in schema.get("properties", {}).items()}


class Chat:
    """OpenAI's chat completions."""

    error = {"error": {"message": "Rate limit reached", "type": "requests", "code": "rate_limit_exceeded"}}

    def __init__(self, request):
        self.request = request
        self.id = f"chatcmpl-{next(numbers)}"
        self.model = request["model"] + "-2024-08-06"
        self.usage = {
            "prompt_tokens": 1000,
            "completion_tokens": 100,
            "total_tokens": 1100,
            "prompt_tokens_details": {"cached_tokens": 200},
            "completion_tokens_details": {"reasoning_tokens": 20},
        }
        answered = any(message["role"] == "tool" for message in request["messages"])
        self.tool = None if answered or not request.get("tools") else request["tools"][0]["function"]

    def call(self):
        return {
            "id": f"call_{self.id}",
            "type": "function",
            "function": {"name": self.tool["name"], "arguments": json.dumps(sample(self.tool["parameters"]))},
        }

    def whole(self):
        content = {"tool_calls": [self.call()]} if self.tool else {"content": "".join(ANSWER)}
        reason = "tool_calls" if self.tool else "stop"
        message = {"role": "assistant", "content": None, **content}
        choices = [{"index": 0, "message": message, "finish_reason": reason}]
        return {**self.head("chat.completion"), "choices": choices, "usage": self.usage}

    def head(self, kind):
        return {"id": self.id, "object": kind, "created": 1700000000, "model": self.model}

    def events(self):
        deltas = [{"tool_calls": [{"index": 0, **self.call()}]}] if self.tool else [{"content": part} for part in ANSWER]
        for delta in [{"role": "assistant"}, *deltas]:
            yield None, self.chunk([{"index": 0, "delta": delta, "finish_reason": None}])
        reason = "tool_calls" if self.tool else "stop"
        yield None, self.chunk([{"index": 0, "delta": {}, "finish_reason": reason}])
        if self.request.get("stream_options", {}).get("include_usage"):
            yield None, {**self.chunk([]), "usage": self.usage}
        yield None, "[DONE]"

    def chunk(self, choices):
        return {**self.head("chat.completion.chunk"), "choices": choices}


class Responses:
    """OpenAI's responses."""

    error = Chat.error

    def __init__(self, request):
        self.request = request
        self.id = f"resp_{next(numbers)}"
        self.usage = {
            "input_tokens": 1000,
            "input_tokens_details": {"cached_tokens": 200},
            "output_tokens": 100,
            "output_tokens_details": {"reasoning_tokens": 20},
            "total_tokens": 1100,
        }
        given = request["input"] if isinstance(request["input"], list) else []
        answered = any(item.get("type") == "function_call_output" for item in given)
        self.tool = None if answered or not request.get("tools") else request["tools"][0]

    def whole(self):
        return self.response("completed", [self.item()], self.usage)

    def response(self, status, output, usage):
        return {
            "id": self.id,
            "object": "response",
            "created_at": 1700000000,
            "status": status,
            "model": self.request["model"] + "-2024-08-06",
            "output": output,
            "usage": usage,
            "parallel_tool_calls": True,
            "tool_choice": "auto",
            "tools": self.request.get("tools", []),
        }

    def item(self):
        if self.tool:
            arguments = json.dumps(sample(self.tool["parameters"]))
            return {
                "type": "function_call",
                "id": f"fc_{self.id}",
                "call_id": f"call_{self.id}",
                "name": self.tool["name"],
                "arguments": arguments,
                "status": "completed",
            }
        return {
            "type": "message",
            "id": f"msg_{self.id}",
            "role": "assistant",
            "status": "completed",
            "content": [{"type": "output_text", "text": "".join(ANSWER), "annotations": []}],
        }

    def events(self):
        item = self.item()
        place = {"output_index": 0, "item_id": item["id"]}
        events = [
            ("response.created", {"response": self.response("in_progress", [], None)}),
            ("response.output_item.added", {"output_index": 0, "item": {**item, "content": [], "arguments": ""}}),
        ]
        if self.tool:
            events += [
                ("response.function_call_arguments.delta", {**place, "delta": item["arguments"]}),
                ("response.function_call_arguments.done", {**place, "arguments": item["arguments"], "name": item["name"]}),
            ]
        else:
            place["content_index"] = 0
            empty = {"type": "output_text", "text": "", "annotations": []}
            events.append(("response.content_part.added", {**place, "part": empty}))
            events += [("response.output_text.delta", {**place, "delta": part, "logprobs": []}) for part in ANSWER]
            events.append(("response.output_text.done", {**place, "text": "".join(ANSWER), "logprobs": []}))
            events.append(("response.content_part.done", {**place, "part": item["content"][0]}))
        events.append(("response.output_item.done", {"output_index": 0, "item": item}))
        events.append(("response.completed", {"response": self.whole()}))
        for number, (kind, event) in enumerate(events):
            yield kind, {"type": kind, "sequence_number": number, **event}


class Messages:
    """Anthropic's messages."""

    error = {"type": "error", "error": {"type": "rate_limit_error", "message": "Rate limit reached"}}

    def __init__(self, request):
        self.request = request
        self.id = f"msg_{next(numbers)}"
        self.usage = {
            "input_tokens": 700,
            "cache_read_input_tokens": 200,
            "cache_creation_input_tokens": 100,
            "output_tokens": 100,
        }
        blocks = [block for message in request["messages"] if isinstance(message["content"], list) for block in message["content"]]
        answered = any(block["type"] == "tool_result" for block in blocks)
        self.tool = None if answered or not request.get("tools") else request["tools"][0]

    def message(self, content, reason, usage):
        return {
            "id": self.id,
            "type": "message",
            "role": "assistant",
            "model": self.request["model"],
            "content": content,
            "stop_reason": reason,
            "stop_sequence": None,
            "usage": usage,
        }

    def reason(self):
        return "tool_use" if self.tool else "end_turn"

    def block(self, arguments, text):
        if self.tool:
            return {"type": "tool_use", "id": f"toolu_{self.id}", "name": self.tool["name"], "input": arguments}
        return {"type": "text", "text": text}

    def whole(self):
        block = self.block(sample(self.tool["input_schema"]) if self.tool else {}, "".join(ANSWER))
        return self.message([block], self.reason(), self.usage)

    def events(self):
        if self.tool:
            deltas = [{"type": "input_json_delta", "partial_json": json.dumps(sample(self.tool["input_schema"]))}]
        else:
            deltas = [{"type": "text_delta", "text": part} for part in ANSWER]
        begun = self.message([], None, {**self.usage, "output_tokens": 1})
        events = [("message_start", {"message": begun}), ("content_block_start", {"index": 0, "content_block": self.block({}, "")})]
        events += [("content_block_delta", {"index": 0, "delta": delta}) for delta in deltas]
        events.append(("content_block_stop", {"index": 0}))
        ended = {"stop_reason": self.reason(), "stop_sequence": None}
        events.append(("message_delta", {"delta": ended, "usage": {"output_tokens": 100}}))
        events.append(("message_stop", {}))
        for kind, event in events:
            yield kind, {"type": kind, **event}


APIS = {"/v1/chat/completions": Chat, "/v1/responses": Responses, "/v1/messages": Messages}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        path = self.path.split("?")[0]
        api = APIS.get(path.removeprefix("/busy"))
        if api is None:
            self.reply(404, "application/json", json.dumps({"error": {"message": f"No such path: {path}"}}))
        elif path.startswith("/busy/"):
            # clients try again unless they are told not to
            self.reply(429, "application/json", json.dumps(api.error), {"x-should-retry": "false"})
        elif request.get("stream"):
            self.reply(200, "text/event-stream", "".join(self.written(*event) for event in api(request).events()))
        else:
            self.reply(200, "application/json", json.dumps(api(request).whole()))

    @staticmethod
    def written(kind, event):
        data = event if isinstance(event, str) else json.dumps(event)
        return (f"event: {kind}\n" if kind else "") + f"data: {data}\n\n"

    def reply(self, status, content_type, body, headers={}):
        data = body.encode()
        self.send_response(status)
        for name, value in {"Content-Type": content_type, "Content-Length": len(data), **headers}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        pass


def main():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()

"""A stub of a model on loopback, for try-clients-model: it speaks the streaming APIs of Anthropic, OpenAI and Gemini.

It makes the given calls, one a turn, then says a final text. A client's name of a tool ends with ours. It writes each
request's body into a folder, and notes how long each call took.
"""
import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Messages:
    """Anthropic's Messages API."""

    path = re.compile(r"/v1/messages(\?|$)")

    @staticmethod
    def tools(body):
        return {tool["name"]: tool for tool in body.get("tools", [])}

    @staticmethod
    def results(body):
        blocks = [block for message in body["messages"] if isinstance(message["content"], list)
                  for block in message["content"]]
        return [block for block in blocks if block["type"] == "tool_result"]

    @staticmethod
    def events(number, call, text):
        stop = "tool_use" if call else "end_turn"
        block = {"type": "tool_use", "id": f"toolu_{number}", "name": call[0], "input": {}} if call \
            else {"type": "text", "text": ""}
        delta = {"type": "input_json_delta", "partial_json": json.dumps(call[1])} if call \
            else {"type": "text_delta", "text": text}
        message = {"id": f"msg_{number}", "type": "message", "role": "assistant", "model": "stub", "content": [],
                   "stop_reason": None, "stop_sequence": None, "usage": {"input_tokens": 1, "output_tokens": 1}}
        yield {"type": "message_start", "message": message}
        yield {"type": "content_block_start", "index": 0, "content_block": block}
        yield {"type": "content_block_delta", "index": 0, "delta": delta}
        yield {"type": "content_block_stop", "index": 0}
        yield {"type": "message_delta", "delta": {"stop_reason": stop, "stop_sequence": None},
               "usage": {"output_tokens": 1}}
        yield {"type": "message_stop"}


class Responses:
    """OpenAI's Responses API. Tools may be in a namespace, which a call names apart.

    Codex offers the tools of servers to most models inside the description of its tool `exec`, which runs JavaScript.
    """

    path = re.compile(r"/v1/responses(\?|$)")

    @staticmethod
    def tools(body):
        groups = [*body.get("tools", []), *(tool for item in body["input"] for tool in item.get("tools", []))]
        found = {}
        for group in groups:
            for tool in group.get("tools", [group]):
                space = (group["name"],) if "tools" in group else ()
                found[(*space, tool.get("name", tool["type"]))] = tool
                if tool.get("name") == "exec":
                    for part in re.split(r"\n(?=### `)", tool["description"])[1:]:
                        found[("exec", part.split("`")[1])] = {"description": part}
        return found

    @staticmethod
    def results(body):
        return [item for item in body["input"] if item.get("type", "").endswith("call_output")]

    @staticmethod
    def item(number, call, text):
        if not call:
            return {"type": "message", "id": f"msg_{number}", "role": "assistant", "status": "completed",
                    "content": [{"type": "output_text", "text": text, "annotations": []}]}
        *space, name = call[0]
        common = {"call_id": f"call_{number}", "status": "completed"}
        if space == ["exec"]:
            code = f"for (const part of (await tools.{name}({json.dumps(call[1])})).content) text(part.text);"
            return {"type": "custom_tool_call", "id": f"ctc_{number}", "name": "exec", "input": code, **common}
        return {"type": "function_call", "id": f"fc_{number}", "name": name, "arguments": json.dumps(call[1]), **common,
                **({"namespace": space[0]} if space else {})}

    @staticmethod
    def events(number, call, text):
        item = Responses.item(number, call, text)
        response = {"id": f"resp_{number}", "object": "response", "status": "in_progress", "output": []}
        usage = {"input_tokens": 1, "input_tokens_details": {"cached_tokens": 0}, "output_tokens": 1,
                 "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": 2}
        yield {"type": "response.created", "response": response}
        yield {"type": "response.output_item.added", "output_index": 0, "item": item}
        yield {"type": "response.output_item.done", "output_index": 0, "item": item}
        yield {"type": "response.completed",
               "response": {**response, "status": "completed", "output": [item], "usage": usage}}


class Gemini:
    """Google's Gemini API."""

    path = re.compile(r"/v1beta/models/[^/]*[gG]enerateContent")

    @staticmethod
    def tools(body):
        return {tool["name"]: tool for group in body.get("tools", []) for tool in group.get("functionDeclarations", [])}

    @staticmethod
    def results(body):
        parts = [part for content in body["contents"] for part in content["parts"]]
        return [part["functionResponse"] for part in parts if "functionResponse" in part]

    @staticmethod
    def events(number, call, text):
        part = {"functionCall": {"id": f"call_{number}", "name": call[0], "args": call[1]}} if call else {"text": text}
        yield {"candidates": [{"index": 0, "content": {"role": "model", "parts": [part]}, "finishReason": "STOP"}],
               "usageMetadata": {"promptTokenCount": 1, "candidatesTokenCount": 1, "totalTokenCount": 2}}


def kind(event):
    """The line before the data, which Gemini does without."""
    return f"event: {event['type']}\n" if "type" in event else ""


class Stub:
    """The server, until `close`."""

    def __init__(self, calls, folder):
        self.calls, self.folder = calls, folder
        self.turns = []  # the requests that have tools: (API, body)
        self.seconds = []  # from each tool call to the request with its result
        self.called = None
        self.lock = threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def events(self, api, body):
        """Decides on the answer: the next call, or a text where the request does not have the tool."""
        with self.lock:
            number = len(list(self.folder.iterdir()))
            (self.folder / f"{number:02}.json").write_text(json.dumps(body, indent=1, ensure_ascii=False))
            tools = api.tools(body)
            if tools:
                self.turns.append((api, body))
            done = len(api.results(body))
            tool, arguments = self.calls[done] if done < len(self.calls) else ("no more", {})
            names = [name for name in tools if (name if isinstance(name, str) else name[-1]).endswith(tool)]
            if self.called and done > len(self.seconds):
                self.seconds.append(time.monotonic() - self.called)
            call = (names[0], arguments) if names else None
            if call:
                self.called = time.monotonic()
        return list(api.events(number, call, "The stub has seen enough."))

    def handler(self):
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.reply(404, "application/json", b'{"error":{"message":"not known to the stub"}}')

            do_HEAD = do_GET

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
                api = next((api for api in (Messages, Responses, Gemini) if api.path.match(self.path)), None)
                if not api:
                    self.do_GET()
                    return
                events = stub.events(api, body)
                if api is Gemini and "stream" not in self.path:
                    self.reply(200, "application/json", json.dumps(events[0]).encode())
                    return
                lines = [f"{kind(event)}data: {json.dumps(event)}\n\n" for event in events]
                self.reply(200, "text/event-stream", "".join(lines).encode())

            def reply(self, status, media, content):
                self.send_response(status)
                self.send_header("Content-Type", media)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(content)

            def log_message(self, *_):
                pass

        return Handler

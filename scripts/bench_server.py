"""The MCP client of the benchmarks in this directory."""
import json
import os
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
JAR = str(ROOT / "target" / "codebase-mcp.jar")
JAVA = ["java", f"@{ROOT / 'config' / 'java-options'}"]  # with the options that users are told to set
UNFINISHED = ("pending", "running")  # the states of a job that goes on


def environment(home, **settings):
    """This user's environment without the program's settings, which may name the daily database, and with a home."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("CODEBASE_MCP_")}
    return {**others, "CODEBASE_MCP_HOME": str(home), **settings}


def temporary(prefix, **more):
    """A temporary directory. Where root may use no namespace, another user runs PostgreSQL and must pass through it."""
    folder = tempfile.TemporaryDirectory(prefix=prefix, **more)
    os.chmod(folder.name, 0o711)
    return folder


class Server:
    """A server on a home of its own, asked over its standard input: one call at a time."""

    def __init__(self, command, home, directory, answers="structured"):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, env=environment(home, CODEBASE_MCP_ANSWERS=answers), cwd=directory)
        self.calls = 0
        self.offer = self.request("initialize", {"protocolVersion": "2025-06-18", "capabilities": {},
                                                 "clientInfo": {"name": "bench", "version": "1"}})
        self.send({"method": "notifications/initialized", "params": {}})

    def send(self, message):
        self.process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n")
        self.process.stdin.flush()

    def request(self, method, params):
        self.calls += 1
        self.send({"id": self.calls, "method": method, "params": params})
        while True:
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit("the server ended")
            if not line.startswith(b"{"):
                continue
            message = json.loads(line)
            if message.get("id") == self.calls and "method" not in message:
                return message["result"]

    def tool(self, name, **arguments):
        result = self.request("tools/call", {"name": name, "arguments": arguments})
        if result.get("isError"):
            raise SystemExit(f"{name}: {result['content'][0]['text']}")
        return result["structuredContent"]

    def ticks(self):
        """Ticks of processor time that the JVM has used: unlike wall time, nearly the same on a busy machine."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])

    def cpu(self):
        """The same in milliseconds."""
        return self.ticks() * 1000 / os.sysconf("SC_CLK_TCK")

    def close(self):
        self.process.stdin.close()
        self.process.wait(30)

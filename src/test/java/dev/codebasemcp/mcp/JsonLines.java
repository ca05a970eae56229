package dev.codebasemcp.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.threads.NamedThreads;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A client that writes arbitrary bytes and reads the server's lines as JSON. An invalid line fails the reading test.
 */
public final class JsonLines implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long PATIENCE_SECONDS = 60;
    private static final String END = "";
    private static final String STATELESS = "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"test\",\"version\":\"1\"},"
            + "\"io.modelcontextprotocol/clientCapabilities\":{\"roots\":{}}";

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<JsonNode> seen = new ArrayList<>();
    private final List<String> read = new ArrayList<>();
    private final OutputStream out;

    public JsonLines(InputStream in, OutputStream out) {
        this.out = out;
        new NamedThreads("test-client").newThread(() -> readAll(in)).start();
    }

    public void send(String line) {
        sendBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    public void sendBytes(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public void request(Object id, String method, String params) {
        String shown = id instanceof String ? "\"" + id + "\"" : id.toString();
        send("{\"jsonrpc\":\"2.0\",\"id\":" + shown + ",\"method\":\"" + method + "\",\"params\":" + params + "}");
    }

    public void callTool(Object id, String tool, String arguments) {
        request(id, "tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
    }

    /** Sends pings until the server has ended or no longer reads. */
    public void pingUntil(BooleanSupplier ended) {
        try {
            for (int id = 1; !ended.getAsBoolean(); id++) {
                request(id, "ping", "{}");
            }
        } catch (UncheckedIOException nobodyListens) {
            assertThat(nobodyListens).hasMessageContaining("pipe");
        }
    }

    /** Sends a request of the protocol without a handshake; {@code more} are further members of its params. */
    public void stateless(Object id, String method, String more) {
        request(id, method, "{\"_meta\":{" + STATELESS + "}" + (more.isEmpty() ? "" : "," + more) + "}");
    }

    /** Performs the handshake. */
    public JsonNode initialize() {
        return initialize("2025-11-25");
    }

    /** Performs the handshake in a version of the protocol. */
    public JsonNode initialize(String version) {
        request(
                0,
                "initialize",
                "{\"protocolVersion\":\"" + version
                        + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}");
        JsonNode answer = answer(0);
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return answer;
    }

    /** Returns the answer to the request {@code id}, whatever other messages precede it. */
    public JsonNode answer(Object id) {
        JsonNode wanted = JSON.valueToTree(id);
        for (JsonNode message : seen) {
            if (message.path("id").equals(wanted) && !message.has("method")) {
                return message;
            }
        }
        for (JsonNode message = next(); ; message = next()) {
            if (message.path("id").equals(wanted) && !message.has("method")) {
                return message;
            }
        }
    }

    /** Returns the next unread message. */
    public JsonNode next() {
        return poll().orElseThrow(() -> new AssertionError("the server has ended; it said " + seen));
    }

    /** Returns all further messages up to the end of the stream. */
    public List<JsonNode> rest() {
        List<JsonNode> rest = new ArrayList<>();
        for (Optional<JsonNode> message = poll(); message.isPresent(); message = poll()) {
            rest.add(message.get());
        }
        return rest;
    }

    /** Returns every message read so far. */
    public List<JsonNode> seen() {
        return List.copyOf(seen);
    }

    /** Returns the lines of every message read so far. */
    List<String> lines() {
        return List.copyOf(read);
    }

    /** Discards the messages read so far. */
    public void forget() {
        seen.clear();
        read.clear();
    }

    /** Ends the server's input. */
    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Optional<JsonNode> poll() {
        try {
            String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("no message from the server; it said " + seen);
            }
            if (line.equals(END)) {
                return Optional.empty();
            }
            JsonNode message = JSON.readTree(line);
            seen.add(message);
            read.add(line);
            return Optional.of(message);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        } catch (IOException failure) {
            throw new AssertionError("the server wrote a line that is not JSON", failure);
        }
    }

    private void readAll(InputStream in) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line.isEmpty() ? "an empty line" : line);
            }
        } catch (IOException failure) {
            lines.add("the stream broke: " + failure);
        } finally {
            lines.add(END);
        }
    }
}

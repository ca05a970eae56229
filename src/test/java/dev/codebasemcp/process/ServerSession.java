package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.mcp.JsonLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A server process and its only client, which calls tools. For one thread. */
final class ServerSession implements AutoCloseable {
    /** For jobs in the middle of which something is to happen. */
    static final Map<String, String> SLOW = Map.of("CODEBASE_MCP_INDEX_THREADS", "1");

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> UNFINISHED = Set.of("pending", "running");
    private static final long PATIENCE_SECONDS = 120;
    private static final long END_SECONDS = 20;
    private static final long POLL_MILLIS = 30;

    private final Process process;
    private final JsonLines lines;
    private int lastId;

    private ServerSession(Process process) {
        this.process = process;
        this.lines = new JsonLines(process.getInputStream(), process.getOutputStream());
    }

    /** Starts a process on the shared home; {@code directory} is its working directory. */
    static ServerSession start(Path directory) {
        return start(directory, Map.of());
    }

    static ServerSession start(Path directory, Map<String, String> environment) {
        return startBehind(List.of(), directory, environment);
    }

    /** Starts a process by a command that starts another one, such as {@code setpriv}. */
    static ServerSession startBehind(List<String> prefix, Path directory, Map<String, String> environment) {
        ServerSession session = launch(prefix, directory, environment);
        session.initialize();
        return session;
    }

    /** Starts a process and does not wait for it; {@link #initialize} is the first call then. */
    static ServerSession launch(Path directory, Map<String, String> environment) {
        return launch(List.of(), directory, environment);
    }

    private static ServerSession launch(List<String> prefix, Path directory, Map<String, String> environment) {
        try {
            ProcessBuilder builder = ServerProgram.process(environment).directory(directory.toFile());
            builder.command().addAll(0, prefix);
            Path errors = ServerProgram.sharedHome().resolve("sessions.log");
            return new ServerSession(builder.redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                    .start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void initialize() {
        lines.initialize();
    }

    /** Sends a call; the result is for {@link #structured} or {@link #refusal}. */
    int send(String tool, Map<String, ?> arguments) {
        lastId++;
        try {
            lines.callTool(lastId, tool, JSON.writeValueAsString(arguments));
        } catch (JsonProcessingException failure) {
            throw new AssertionError(failure);
        }
        return lastId;
    }

    /** The answer to a call that must succeed. */
    JsonNode structured(int call) {
        JsonNode result = result(call);
        assertThat(result.path("isError").asBoolean(true)).as(text(result)).isFalse();
        return result.path("structuredContent");
    }

    JsonNode ask(String tool, Map<String, ?> arguments) {
        return structured(send(tool, arguments));
    }

    /** The sentence with which a call must be refused. */
    String refusal(String tool, Map<String, ?> arguments) {
        return refusal(send(tool, arguments));
    }

    /** The sentence of a call that must be refused and was sent before. */
    String refusal(int call) {
        JsonNode result = result(call);
        assertThat(result.path("isError").asBoolean()).as(text(result)).isTrue();
        return text(result);
    }

    /** The text of a resource. */
    String read(String uri) {
        return request("resources/read", "{\"uri\":\"" + uri + "\"}")
                .path("result")
                .path("contents")
                .path(0)
                .path("text")
                .asText();
    }

    /** The whole answer to a request that is no tool's. */
    JsonNode request(String method, String parameters) {
        lastId++;
        lines.request(lastId, method, parameters);
        return lines.answer(lastId);
    }

    /** Keeps no message that was read, for a session of very many. */
    void forget() {
        lines.forget();
    }

    void workIn(Path directory) {
        ask("set_working_directory", Map.of("directory", directory.toString()));
    }

    /** Starts to index and returns the job's id. */
    String startIndexing(Path repository) {
        return ask("start_indexing_background", Map.of("repo_path", repository.toString()))
                .path("job_id")
                .asText();
    }

    /** Indexes to the end; where the job met is one of a killed server, to the end of that which goes on with it. */
    JsonNode index(Path repository) {
        JsonNode end = awaitEnd(startIndexing(repository));
        while (end.has("resumed_by")) {
            end = awaitEnd(end.path("resumed_by").asText());
        }
        return end;
    }

    JsonNode search(String query, Map<String, ?> more) {
        Map<String, Object> arguments = new HashMap<>(more);
        arguments.put("query", query);
        return ask("search_code", arguments);
    }

    JsonNode search(String query) {
        return search(query, Map.of());
    }

    /** Who the project of a search is, and how it was found. */
    JsonNode searchedProject(Map<String, ?> arguments) {
        return search("refresh a session", arguments).path("project");
    }

    JsonNode job(String id) {
        return ask("get_indexing_status", Map.of("job_id", id));
    }

    JsonNode awaitEnd(String job) {
        return awaitJob(job, state -> !UNFINISHED.contains(state.path("status").asText()));
    }

    /** The first state of a job of which {@code wanted} holds. */
    JsonNode awaitJob(String job, Predicate<JsonNode> wanted) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (JsonNode state = job(job); ; state = job(job)) {
            if (wanted.test(state)) {
                return state;
            }
            assertThat(System.nanoTime()).as("still " + state).isLessThan(end);
            pause();
        }
    }

    /** What list_projects says of the project of that name. */
    JsonNode listed(String name) {
        JsonNode all = ask("list_projects", Map.of());
        for (JsonNode project : all.path("projects")) {
            if (project.path("name").asText().equals(name)) {
                return project;
            }
        }
        throw new AssertionError("no project " + name + " in " + all);
    }

    /** Ends the process as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** Ends the session as a client does, which closes the server's input. */
    @Override
    public void close() {
        try {
            lines.close();
            awaitExit();
        } finally {
            process.destroyForcibly();
        }
    }

    private void awaitExit() {
        try {
            assertThat(process.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    /** The whole result of a call. */
    JsonNode result(int call) {
        JsonNode answer = lines.answer(call);
        assertThat(answer.has("result")).as(answer.toString()).isTrue();
        return answer.path("result");
    }

    /** The text of the answer to a call. */
    String text(String tool, Map<String, ?> arguments) {
        return text(result(send(tool, arguments)));
    }

    private static String text(JsonNode result) {
        return result.path("content").path(0).path("text").asText();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }
}

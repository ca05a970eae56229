package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.web.EventReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** A running {@code ui} whose page follows jobs. For one thread. */
final class PageOfJobs implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final UiProgram program;
    private final URI link;
    private final String cookie;
    private final EventReader events;

    private PageOfJobs(UiProgram program) throws IOException, InterruptedException {
        this.program = program;
        link = program.nextLink();
        cookie = program.login(link);
        events = EventReader.open(link, cookie);
    }

    static PageOfJobs start(Map<String, String> environment) throws IOException, InterruptedException {
        return new PageOfJobs(UiProgram.start(environment, "--no-open"));
    }

    /** Makes a project by a command, and returns its id. */
    static String project(String name, Path directory) throws IOException, InterruptedException {
        ProgramRun created =
                ProgramRun.of(Map.of(), "projects", "create", name, "--directory", directory.toString(), "--json");
        assertThat(created.code()).as(created.shown()).isZero();
        return JSON.readTree(created.out()).path("project").path("id").asText();
    }

    JsonNode project(String id) throws IOException, InterruptedException {
        return expecting(200, request("/api/projects/" + id));
    }

    /** Starts a job, and returns its id. */
    String index(String project, Path root) throws IOException, InterruptedException {
        Map<String, Object> arguments = Map.of("project_id", project, "repo_path", root.toString());
        return tool("start_indexing_background", arguments).path("job_id").asText();
    }

    JsonNode tool(String name, Map<String, ?> arguments) throws IOException, InterruptedException {
        return expecting(200, call(name, arguments));
    }

    /** The sentence with which a tool refuses. */
    String toolRefusal(String name, Map<String, ?> arguments) throws IOException, InterruptedException {
        return expecting(400, call(name, arguments)).path("error").asText();
    }

    JsonNode remove(String project, String repository) throws IOException, InterruptedException {
        return expecting(200, removal(project, repository));
    }

    /** The sentence with which a removal is refused. */
    String removalRefusal(String project, String repository) throws IOException, InterruptedException {
        return expecting(400, removal(project, repository)).path("error").asText();
    }

    /** The sentence with which a question about a project is refused. */
    String projectRefusal(String id) throws IOException, InterruptedException {
        return expecting(400, request("/api/projects/" + id)).path("error").asText();
    }

    private HttpRequest.Builder call(String tool, Map<String, ?> arguments) throws IOException {
        return request("/api/tools/" + tool)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(arguments)));
    }

    private HttpRequest.Builder removal(String project, String repository) {
        return request("/api/projects/" + project + "/repositories/" + repository)
                .DELETE();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(link.resolve(path)).header("Cookie", cookie);
    }

    private JsonNode expecting(int status, HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    /** Follows a job by events until one fits, and returns what was seen of it. */
    List<JsonNode> follow(String job, Predicate<JsonNode> last) throws IOException {
        List<JsonNode> seen = new ArrayList<>();
        while (seen.isEmpty() || !last.test(seen.get(seen.size() - 1))) {
            JsonNode event = events.next().orElseThrow();
            StreamSupport.stream(event.path("jobs").spliterator(), false)
                    .filter(one -> one.path("job_id").asText().equals(job))
                    .forEach(seen::add);
        }
        return seen;
    }

    static boolean isOver(JsonNode job) {
        return job.has("completed_at");
    }

    static Predicate<JsonNode> isAt(String status) {
        return job -> job.path("status").asText().equals(status);
    }

    /** Whether its stream comes to its end, which is waited for, and is not cut off. */
    boolean hasEnded() {
        try {
            while (events.next().isPresent()) {
                // What was on its way.
            }
            return true;
        } catch (IOException cutOff) {
            return false;
        }
    }

    UiProgram program() {
        return program;
    }

    @Override
    public void close() throws IOException {
        program.close();
        events.close();
    }
}

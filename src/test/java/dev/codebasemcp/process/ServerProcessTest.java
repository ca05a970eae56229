package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.mcp.JsonLines;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The server's process with a client that sends any bytes. Each line that it writes to stdout must be JSON. */
@Timeout(180)
class ServerProcessTest {
    private static final int END_SECONDS = 20;
    private static final int KILLED = 128 + 9;
    private static final byte[] PING =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Process process;

    @AfterEach
    void endProcess() throws Exception {
        // Killed, it would leave its database server running, which is right for users but not for tests.
        process.destroy();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    @Test
    void endsCleanlyWhenItIsTerminated() throws Exception {
        JsonLines client = start(Map.of());
        client.initialize();
        client.callTool(1, "list_projects", "{}");
        structured(client.answer(1));

        process.destroy();

        assertThat(process.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
        try (Stream<Path> logs = Files.list(ServerProgram.sharedHome().resolve("logs"))) {
            Path log = logs.filter(file -> file.toString().endsWith("-" + process.pid() + ".log"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.readString(log)).contains("Server: Ended").doesNotContain("WARN");
        }
    }

    @Test
    void answersBadLinesAndGoesOnUntilTheEndOfItsInput() throws Exception {
        JsonLines client = start(Map.of());
        assertThat(client.initialize().path("result").path("protocolVersion").asText())
                .isEqualTo("2025-11-25");

        client.send("{broken");
        assertThat(code(client.next())).isEqualTo(-32700);
        client.send("[]");
        assertThat(code(client.next())).isEqualTo(-32600);
        client.request(1, "no/such/method", "{}");
        assertThat(code(client.answer(1))).isEqualTo(-32601);
        client.callTool(2, "search_code", "{\"query\":\"" + "a".repeat(1 << 20) + "\"}");
        assertThat(client.answer(2)
                        .path("result")
                        .path("content")
                        .path(0)
                        .path("text")
                        .asText())
                .contains("The query has 1,048,576 characters; only the first 2,000 are used.");
        client.close();

        assertThat(process.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
        // On a very busy machine the time is up before the virtual machine has ended by itself.
        assertThat(process.exitValue()).isIn(0, KILLED);
        assertThat(client.rest()).isEmpty();
    }

    @Test
    void answersTwentySearchesAtOnce() throws Exception {
        SampleRepository sample = SampleRepository.in(folder).named("twenty");
        JsonLines client = start(Map.of());
        client.initialize();
        client.callTool("dir", "set_working_directory", "{\"directory\":\"" + sample + "\"}");
        client.answer("dir");
        client.callTool("index", "index_repository", "{\"repo_path\":\"" + sample + "\"}");
        assertThat(structured(client.answer("index")).path("status").asText()).isEqualTo("completed");

        for (int id = 1; id <= 20; id++) {
            client.callTool(id, "search_code", "{\"query\":\"refresh session\"}");
        }

        for (int id = 1; id <= 20; id++) {
            assertThat(structured(client.answer(id))
                            .path("results")
                            .path(0)
                            .path("file_path")
                            .asText())
                    .isEqualTo("src/SessionStore.java");
        }
    }

    @Test
    void tellsThatTheDatabaseIsDown() throws Exception {
        JsonLines client =
                start(Map.of("CODEBASE_MCP_DATABASE_URL", "postgresql://nobody:secret@127.0.0.1:1/postgres"));
        client.initialize();
        client.callTool(1, "list_projects", "{}");

        JsonNode result = client.answer(1).path("result");

        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(result.path("content").path(0).path("text").asText())
                .contains("127.0.0.1")
                .doesNotContain("secret")
                .doesNotContain("Exception");
    }

    @Test
    void refusesInvalidSettingsOnStderr() throws Exception {
        start(Map.of("CODEBASE_MCP_MAX_CONNECTIONS", "many"));

        assertThat(process.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(Files.readString(ServerProgram.sharedHome().resolve("stderr.log")))
                .contains("CODEBASE_MCP_MAX_CONNECTIONS")
                .contains("many");
    }

    @Test
    void endsWhenItsOutputIsClosed() throws Exception {
        process = ServerProgram.process(Map.of()).start();
        OutputStream toServer = process.getOutputStream();
        toServer.write(PING);
        toServer.flush();
        assertThat(process.getInputStream().read()).isEqualTo('{');

        process.getInputStream().close();
        toServer.write(PING);
        toServer.write(PING);
        toServer.flush();

        assertThat(process.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void endsWhenItsParentIsKilledThoughItsInputStaysOpen() throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("sh", "-c", "exec 3<&0; \"$@\" <&3 & wait", "sh"));
        command.addAll(ServerProgram.process(Map.of()).command());
        ProcessBuilder builder = ServerProgram.process(Map.of()).command(command);
        process = builder.start();
        JsonLines client = new JsonLines(process.getInputStream(), process.getOutputStream());
        client.initialize();
        ProcessHandle server = process.descendants()
                .filter(handle -> handle.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow();

        process.destroyForcibly();

        assertThat(server.onExit().get(END_SECONDS, TimeUnit.SECONDS).isAlive()).isFalse();
    }

    @Test
    void writesItsLogOnlyForItsUser() throws Exception {
        JsonLines client = start(Map.of());
        client.initialize();
        client.close();
        process.waitFor(END_SECONDS, TimeUnit.SECONDS);

        Path logs = ServerProgram.sharedHome().resolve("logs");
        try (Stream<Path> files = Files.list(logs)) {
            assertThat(files.collect(Collectors.toList()))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
        }
        assertThat(permissions(logs)).isEqualTo("rwx------");
    }

    private JsonLines start(Map<String, String> environment) throws IOException {
        process = ServerProgram.process(environment).start();
        return new JsonLines(process.getInputStream(), process.getOutputStream());
    }

    private static String permissions(Path file) throws IOException {
        return java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static int code(JsonNode message) {
        return message.path("error").path("code").asInt();
    }

    private static JsonNode structured(JsonNode answer) {
        assertThat(answer.path("result").path("isError").asBoolean())
                .as(answer.toString())
                .isFalse();
        return answer.path("result").path("structuredContent");
    }
}

package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.mcp.JsonLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** People who change their minds in the middle of a real run. */
@Timeout(240)
class StoppedWorkTest {
    private static final int FILES = 3_000;
    private static final int END_SECONDS = 30;

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Process process;

    @AfterEach
    void endProcess() throws Exception {
        process.destroy();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    @Test
    void aCancelledCallEndsItsJobAndGetsNoAnswer() throws Exception {
        Path tree = repository("cancelled-call");
        process = ServerProgram.process(ServerSession.SLOW).start();
        JsonLines client = new JsonLines(process.getInputStream(), process.getOutputStream());
        client.initialize();
        client.callTool("dir", "set_working_directory", "{\"directory\":\"" + tree + "\"}");
        client.answer("dir");
        client.request(
                7,
                "tools/call",
                "{\"name\":\"index_repository\",\"arguments\":{\"repo_path\":\"" + tree
                        + "\"},\"_meta\":{\"progressToken\":\"p\"}}");
        awaitProgress(client);

        client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}");

        JsonNode job = endOfNewestJob(client);
        assertThat(job.path("status").asText()).as(job.toString()).isEqualTo("cancelled");
        assertThat(job.path("repo_path").asText()).isEqualTo(tree.toString());
        client.callTool("search", "search_code", "{\"query\":\"validate the ledger\"}");
        JsonNode search = client.answer("search").path("result").path("structuredContent");
        assertThat(search.path("project").path("name").asText()).isEqualTo("cancelled-call");
        assertThat(client.seen()).noneMatch(message -> message.path("id").asInt() == 7 && !message.has("method"));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void controlCEndsTheCommandAndItsJob() throws Exception {
        Path tree = repository("interrupted-command");
        process = ServerProgram.process(ServerSession.SLOW, "index", tree.toString())
                .redirectError(ProcessBuilder.Redirect.PIPE)
                .start();
        String signal = ignoresInterrupts() ? "TERM" : "INT";
        StringBuilder said = new StringBuilder();
        try (BufferedReader err = process.errorReader()) {
            for (String line = err.readLine(); line != null; line = err.readLine()) {
                said.append(line).append('\n');
                if (line.contains("indexing: ") && !said.toString().contains("^C")) {
                    said.append("^C\n");
                    new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                            .start()
                            .waitFor();
                }
            }
        }

        assertThat(process.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said.toString()).isEqualTo(signal.equals("INT") ? 130 : 143);
        assertThat(said).contains("^C").doesNotContain("100%").doesNotContain("Exception");

        process = ServerProgram.process(java.util.Map.of()).start();
        JsonLines client = new JsonLines(process.getInputStream(), process.getOutputStream());
        client.initialize();
        client.callTool("dir", "set_working_directory", "{\"directory\":\"" + tree + "\"}");
        client.answer("dir");
        JsonNode job = endOfNewestJob(client);
        assertThat(job.path("repo_path").asText()).isEqualTo(tree.toString());
        assertThat(job.path("status").asText()).as(job.toString()).isEqualTo("cancelled");
    }

    /** A shell that starts the tests in the background makes them and their children deaf to Ctrl-C. */
    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.notExists(status)) {
            return false;
        }
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElse("SigIgn: 0");
        return (Long.parseUnsignedLong(ignored.substring(7).strip(), 16) & 2) != 0;
    }

    private Path repository(String name) throws Exception {
        Path tree = Files.createDirectory(folder.toRealPath().resolve(name));
        GeneratedRepository.write(tree, FILES, 1, "stopping");
        new SampleRepository(tree).named(name);
        return tree;
    }

    private static void awaitProgress(JsonLines client) {
        JsonNode message = client.next();
        while (message.path("params").path("progress").asInt() < 5) {
            message = client.next();
        }
    }

    private static JsonNode endOfNewestJob(JsonLines client) {
        for (int id = 100; ; id++) {
            client.callTool(id, "list_indexing_jobs", "{\"limit\":1}");
            JsonNode job = client.answer(id)
                    .path("result")
                    .path("structuredContent")
                    .path("jobs")
                    .path(0);
            if (!job.path("completed_at").asText().isEmpty()) {
                return job;
            }
        }
    }
}

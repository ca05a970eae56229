package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.codebasemcp.config.Settings;
import dev.codebasemcp.database.DatabaseOptions;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.server.ServerStarter;
import dev.codebasemcp.indexing.IndexDump;
import dev.codebasemcp.model.DatabaseName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the server or PostgreSQL at random moments of runs over a tree that changes meanwhile; whatever happened, the next
 * run ends with the index of a clean one.
 *
 * <p>More rounds with {@code -Dfault.rounds=200}, other ones with {@code -Dfault.seed=2}.
 */
@Timeout(36_000)
class FaultRoundsTest {
    private static final int FILES = 300;
    private static final int COMPARE_EVERY = 10;
    private static final Map<String, String> LITTLE_MEMORY = Map.of("JAVA_TOOL_OPTIONS", "-Xmx64m");

    @TempDir
    private Path folder;

    private final Random random = new Random(Long.getLong("fault.seed", 1));

    @Test
    void theNextRunEndsWithTheIndexOfACleanOne() throws Exception {
        Path tree = GeneratedRepository.write(folder.resolve("tree"), FILES, 5, "survivors");
        SampleRepository faulty = SampleRepository.in(folder.resolve("faulty")).named("faulty");
        int rounds = Integer.getInteger("fault.rounds", 2);
        for (int round = 1; round <= rounds; round++) {
            round(faulty, tree, round);
            if (round % COMPARE_EVERY == 0 || round == rounds) {
                compare(faulty, tree, round);
            }
        }
    }

    private void round(SampleRepository project, Path tree, int round) throws Exception {
        Map<String, String> environment = round % 5 == 4 ? LITTLE_MEMORY : ServerSession.SLOW;
        try (ServerSession server = ServerSession.start(project.root(), environment)) {
            for (int i = 0; i < 20; i++) {
                change(tree);
            }
            String job = server.startIndexing(tree);
            for (int i = random.nextInt(30); i > 0; i--) {
                change(tree);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(40));
            }
            isTrue(server.job(job));
            if (round % 2 == 0) {
                killPostgres();
            }
            server.kill();
        }
    }

    /** Nothing is said to be done that is not. */
    private static void isTrue(JsonNode job) {
        if (job.path("status").asText().startsWith("completed")) {
            assertThat(job.path("files_scanned").asInt())
                    .as(job.toString())
                    .isEqualTo(job.path("files_total").asInt());
            assertThat(job.path("phase").asText()).as(job.toString()).isEqualTo("done");
        }
    }

    private void compare(SampleRepository faulty, Path tree, int round) throws IOException {
        SampleRepository clean =
                SampleRepository.in(folder.resolve("clean" + round)).named("clean" + round);
        try (ServerSession server = ServerSession.start(faulty.root())) {
            JsonNode job = server.index(tree);
            assertThat(job.path("status").asText()).as(job.toString()).isEqualTo("completed");
            server.workIn(clean.root());
            assertThat(server.index(tree).path("status").asText()).isEqualTo("completed");
            assertThat(dump(server, "faulty").equals(dump(server, "clean" + round)))
                    .as("seed %s, round %d", System.getProperty("fault.seed", "1"), round)
                    .isTrue();
            List<JsonNode> answers = answers(server);
            server.workIn(faulty.root());
            assertThat(answers(server)).isEqualTo(answers);
        }
    }

    /** What the project of the session's directory answers, without what is another in each index. */
    private static List<JsonNode> answers(ServerSession server) {
        List<JsonNode> answers = new ArrayList<>();
        for (String query : List.of("changed", "inside", "return added", "survivors", "a function that was chnaged")) {
            // The budget takes in everything: ids have other lengths in each index.
            for (JsonNode result : server.search(query, Map.of("scope", "project", "limit", 50, "max_tokens", 20_000))
                    .path("results")) {
                answers.add(((ObjectNode) result).without(List.of("chunk_id", "repository_id")));
            }
        }
        assertThat(answers).hasSizeGreaterThan(20);
        return answers;
    }

    /** A file is written, deleted, becomes a directory or a link, or moves. */
    private void change(Path tree) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(tree)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        Path file = files.get(random.nextInt(files.size()));
        int number = random.nextInt(1_000);
        switch (random.nextInt(8)) {
            case 0 -> Files.delete(file);
            case 1 -> Files.move(file, file.resolveSibling("moved" + number + System.nanoTime() + ".py"));
            case 2 -> {
                Files.delete(file);
                Files.createDirectory(file);
                Files.writeString(file.resolve("inside.py"), "def inside():\n    return " + number + "\n");
            }
            case 3 -> {
                Files.delete(file);
                Files.createSymbolicLink(file, tree);
            }
            default -> Files.writeString(file, "def changed_" + number + "():\n    return " + number + "\n");
        }
        Files.writeString(
                tree.resolve("added" + System.nanoTime() + ".py"), "def added():\n    return " + number + "\n");
    }

    private static void killPostgres() throws IOException {
        Path pidFile = ServerProgram.sharedHome().resolve("data/postmaster.pid");
        if (Files.exists(pidFile)) {
            long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** Everything in the index of a project, read behind the server's back. */
    private static Set<String> dump(ServerSession server, String project) {
        DatabaseName name =
                new DatabaseName(server.listed(project).path("database_name").asText());
        Settings settings = Settings.from(ServerProgram.environment());
        try (Databases databases = new Databases(ServerStarter.of(settings), DatabaseOptions.of(settings.database()))) {
            return IndexDump.of(new IndexStore(databases.project(name)));
        }
    }
}

package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.LongTests;
import dev.codebasemcp.mcp.JsonLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ends sessions in all ways at random moments: while PostgreSQL is unpacked, its data made, it starts, a repository is indexed,
 * a search runs. Nothing is alive ten seconds later, and the work can be gone on with.
 *
 * <p>More rounds with {@code -Dend.rounds=100}, other ones with {@code -Dend.seed=2}.
 */
@Timeout(36_000)
@EnabledOnOs({OS.LINUX, OS.MAC})
class EndOfSessionTest {
    private static final int ROUNDS = Integer.getInteger("end.rounds", 1);
    private static final int LASTING_HOMES = 5;
    private static final int FILES = 2_000;
    private static final int LATEST_MILLIS = 2_500;
    private static final long ALIVE_AT_MOST = TimeUnit.SECONDS.toNanos(10);
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder;

    private final Random random = new Random(Long.getLong("end.seed", 1));
    private final List<Path> homes = new ArrayList<>();
    private final Deque<Ended> unchecked = new ArrayDeque<>();
    private final List<Long> millis = new ArrayList<>();

    /** A home whose session ended at that time. */
    private record Ended(Path home, long nanoTime, String told) {}

    /** What ends a session. */
    enum Way {
        INTERRUPT,
        TERMINATE,
        END_OF_INPUT,
        /** As a common client does: an interrupt, 100 ms later a termination, 490 ms after the first the kill. */
        ALL_SIGNALS
    }

    static Stream<Way> ways() {
        return LongTests.cases(Stream.of(Way.values()));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void nothingIsLeftOfASessionAndItsWorkIsGoneOnWith(Way way, TestReporter reporter) throws Exception {
        Path tree = GeneratedRepository.write(folder.resolve("tree"), FILES, 3, "ending");
        Files.writeString(
                Files.createDirectory(tree.resolve(".codebase-mcp")).resolve("config.json"),
                "{\"project\":{\"name\":\"ending\"}}");
        for (int i = 0; i < LASTING_HOMES; i++) {
            homes.add(home("home" + i, true));
        }
        for (int round = 1; round <= ROUNDS; round++) {
            unchecked.add(round(way, tree, round));
            if (unchecked.size() >= LASTING_HOMES) {
                check(unchecked.remove());
            }
        }
        while (!unchecked.isEmpty()) {
            check(unchecked.remove());
        }
        assertThat(millis).hasSize(ROUNDS);
        reporter.publishEntry("end of the process, " + way, figures());
        goOn(tree);
    }

    private Ended round(Way way, Path tree, int round) throws Exception {
        int kind = random.nextInt(10);
        boolean lasting = kind > 2;
        Path home = lasting ? homes.get(round % LASTING_HOMES) : home("fresh" + round, kind > 0);
        Process process = start(home, tree);
        try {
            JsonLines client = new JsonLines(process.getInputStream(), process.getOutputStream());
            client.initialize();
            boolean working = random.nextInt(4) > 0;
            if (working) {
                client.callTool(1, "start_indexing_background", "{\"repo_path\":\"" + tree + "\"}");
                client.callTool(2, "search_code", "{\"query\":\"validate the ledger\"}");
            }
            int moment = random.nextInt(LATEST_MILLIS);
            TimeUnit.MILLISECONDS.sleep(moment);
            long begin = System.nanoTime();
            end(process, way);
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            long end = System.nanoTime();
            millis.add(TimeUnit.NANOSECONDS.toMillis(end - begin));
            String told = way + ", round " + round + ", home " + home.getFileName() + ", after " + moment + " ms"
                    + (working ? " of work" : "");
            return new Ended(home, end, told);
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(Path home, Path tree) throws IOException {
        ProcessBuilder builder = ServerProgram.process(Map.of("CODEBASE_MCP_HOME", home.toString()))
                .directory(tree.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("sessions.log").toFile()));
        if (isInterruptIgnored()) {
            builder.command().addAll(0, List.of("env", "--default-signal=INT"));
        }
        return builder.start();
    }

    /** A shell without job control has its background jobs, and what they start, ignore SIGINT; a JVM respects that. */
    private static boolean isInterruptIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .mapToLong(line -> Long.parseUnsignedLong(
                                line.substring("SigIgn:".length()).strip(), 16))
                        .anyMatch(ignored -> (ignored & 2) != 0);
    }

    private static void end(Process process, Way way) throws Exception {
        switch (way) {
            case INTERRUPT -> signal(process, "INT");
            case TERMINATE -> process.destroy();
            case END_OF_INPUT -> process.getOutputStream().close();
            case ALL_SIGNALS -> {
                signal(process, "INT");
                if (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
                    process.destroy();
                    if (!process.waitFor(390, TimeUnit.MILLISECONDS)) {
                        process.destroyForcibly();
                    }
                }
            }
        }
    }

    private static void signal(Process process, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** A home of its own, so that the next rounds need not wait for it; most need not unpack PostgreSQL. */
    private Path home(String name, boolean withBinaries) throws IOException {
        Path home = Files.createDirectory(folder.toRealPath().resolve(name));
        Path unpacked = Path.of("target", "test-home", "postgres").toAbsolutePath();
        if (withBinaries && Files.isDirectory(unpacked)) {
            Files.createSymbolicLink(home.resolve("postgres"), unpacked);
        }
        return home;
    }

    private void check(Ended ended) throws Exception {
        long left = ended.nanoTime() + ALIVE_AT_MOST - System.nanoTime();
        while (left > 0 && !alive(ended.home()).isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(50);
            left = ended.nanoTime() + ALIVE_AT_MOST - System.nanoTime();
        }
        assertThat(alive(ended.home())).as(ended.told()).isEmpty();
        if (!homes.contains(ended.home())) {
            delete(ended.home());
        }
    }

    /** What works in the home or was told of it. */
    private static List<String> alive(Path home) {
        return ProcessHandle.allProcesses()
                .filter(process -> belongs(process, home.toString()))
                .map(process ->
                        process.pid() + " " + process.info().commandLine().orElse(""))
                .toList();
    }

    private static boolean belongs(ProcessHandle process, String home) {
        try {
            if (Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"))
                    .startsWith(home)) {
                return true;
            }
        } catch (IOException notTold) {
            // The command line may tell.
        }
        return process.info().commandLine().orElse("").contains(home + "/")
                || process.info().commandLine().orElse("").contains(home + " ");
    }

    private static void delete(Path home) throws IOException {
        List<Path> all;
        try (Stream<Path> tree = Files.walk(home)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }

    private String figures() {
        List<Long> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return sorted.size() + " sessions, ms: median " + sorted.get(sorted.size() / 2) + ", 90% "
                + sorted.get(sorted.size() * 9 / 10) + ", longest " + sorted.get(sorted.size() - 1) + ", over 300: "
                + sorted.stream().filter(time -> time > 300).toList();
    }

    /** Whatever was cut off, the next run ends with everything. */
    private void goOn(Path tree) throws Exception {
        for (Path home : homes) {
            if (Files.exists(home.resolve("data"))) {
                try (ServerSession session = ServerSession.start(tree, Map.of("CODEBASE_MCP_HOME", home.toString()))) {
                    assertThat(session.index(tree).path("status").asText()).isEqualTo("completed");
                    assertThat(session.listed("ending")
                                    .path("repositories")
                                    .path(0)
                                    .path("files")
                                    .asInt())
                            .isEqualTo(FILES);
                }
                check(new Ended(home, System.nanoTime(), "the last session"));
            }
            Files.deleteIfExists(home.resolve("postgres"));
        }
    }
}

package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What other people on the machine, and the readers of logs, get to see: nothing. */
@Timeout(240)
@DisabledOnOs(OS.WINDOWS)
class PrivacyTest {
    private static final Path HOME = ServerProgram.sharedHome();
    private static final String WRONG = "s3cret-w0rd";

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ServerSession server;

    @BeforeAll
    static void useEverything() {
        SampleRepository sample = SampleRepository.in(folder).named("private");
        server = ServerSession.start(folder, Map.of("CODEBASE_MCP_LOG_LEVEL", "trace"));
        server.index(sample.root());
        server.search("refresh a session");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void allFilesAreForTheirOwnerAlone() throws IOException {
        List<Path> kept = new ArrayList<>(List.of(HOME));
        for (String name : List.of(
                "database-password", "server.lock", "clients.lock", "clients.pipe", "watchdog.pid", "postgres.log")) {
            kept.add(HOME.resolve(name));
        }
        try (Stream<Path> logs = Files.walk(HOME.resolve("logs"))) {
            logs.forEach(kept::add);
        }
        kept.add(HOME.resolve("data"));
        assertThat(kept)
                .hasSizeGreaterThan(6)
                .allSatisfy(file -> assertThat(permissions(file)).matches("rw[x-]------"));
    }

    @Test
    void anotherUserOfTheMachineGetsNothing() throws Exception {
        assumeTrue(asNobody("test", "-x", String.valueOf(HOME.getParent())) == 0, "cannot become another user here");

        assertThat(asNobody("ls", HOME.toString())).isNotZero();
        assertThat(asNobody("cat", HOME.resolve("database-password").toString()))
                .isNotZero();
        assertThat(asNobody("ls", HOME.resolve("data").toString())).isNotZero();
        assertThat(asNobody("touch", HOME.resolve("server.lock").toString())).isNotZero();
    }

    /** The first message of the protocol, sent by another user; the server must ask for SCRAM (10), and let nobody in (0). */
    @Test
    void aConnectionOfAnotherUserIsAskedForThePassword() throws Exception {
        assumeTrue(asNobody("bash", "-c", "true") == 0, "cannot become another user here");
        String port = ServerProgram.databasePort();
        String hello = "\\0\\0\\0\\55\\0\\3\\0\\0user\\0codebase_mcp\\0database\\0postgres\\0\\0";
        assertThat(hello.replaceAll("\\\\[0-7]+", "x")).hasSize(45);
        String asks = "exec 3<>/dev/tcp/127.0.0.1/" + port + "; printf '" + hello
                + "' >&3; head -c 9 <&3 | od -An -tu1 |" + " grep -Eq '82 +0 +0 +0 +[0-9]+ +0 +0 +0 +10$'";

        assertThat(asNobody("bash", "-c", asks)).isZero();
    }

    @Test
    void thePasswordIsInNoLogAndNoAnswer() throws Exception {
        String password = Files.readString(HOME.resolve("database-password")).strip();
        assertThat(password).hasSize(48);
        List<String> said = new ArrayList<>(List.of(
                server.ask("list_projects", Map.of()).toString(),
                output(Map.of(), "doctor", "--all"),
                output(Map.of(), "status")));
        said.addAll(logs());

        assertThat(String.join("", said))
                .contains("Registered the project 'private'")
                .contains("ok    Database");
        assertThat(said).noneMatch(text -> text.contains(password));
    }

    @Test
    void aWrongPasswordIsRefusedAndNotRepeated() throws Exception {
        String port = ServerProgram.databasePort();
        for (String login : List.of("codebase_mcp:" + WRONG, "codebase_mcp", "postgres:" + WRONG)) {
            String url = "postgresql://" + login + "@127.0.0.1:" + port + "/postgres";
            Map<String, String> environment =
                    Map.of("CODEBASE_MCP_DATABASE_URL", url, "CODEBASE_MCP_LOG_LEVEL", "trace");

            assertThat(output(environment, "doctor")).contains("FAIL  Database").doesNotContain(WRONG);
            try (ServerSession stranger = ServerSession.start(folder, environment)) {
                assertThat(stranger.refusal("list_projects", Map.of()))
                        .contains("cannot be used")
                        .doesNotContain(WRONG);
            }
        }
        assertThat(logs()).isNotEmpty().noneMatch(text -> text.contains(WRONG));
    }

    /** Whatever the program, its database and their tests have written down. */
    private static List<String> logs() throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(HOME, 2)) {
            for (Path file : files.filter(path -> path.toString().matches(".*\\.(log|txt)(\\.1)?"))
                    .toList()) {
                texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return texts;
    }

    private static String output(Map<String, String> environment, String... command) throws Exception {
        Path out = Files.createTempFile(HOME, "privacy", ".txt");
        Process process = ServerProgram.process(environment, command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        return Files.readString(out);
    }

    private static int asNobody(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        command.addAll(List.of(words));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noSuchProgram) {
            return -1;
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}

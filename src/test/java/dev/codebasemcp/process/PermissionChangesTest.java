package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files and directories that an ordinary user may not read for a while. */
@Timeout(240)
@EnabledOnOs({OS.LINUX, OS.MAC})
class PermissionChangesTest {
    /** Root may read everything: the server gets root's name without these of root's rights. */
    private static final List<String> AS_ORDINARY_USER =
            List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search");

    private static final String NOTHING = "---------";
    private static final String USUAL = "rwxr-xr-x";

    /** What to put before a command; nothing if the tests run as an ordinary user already. */
    private static List<String> prefix = List.of();

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path root;

    @SuppressWarnings("NullAway.Init")
    private SampleRepository sample;

    @SuppressWarnings("NullAway.Init")
    private ServerSession keeper;

    @SuppressWarnings("NullAway.Init")
    private ServerSession user;

    @BeforeAll
    static void becomeAnOrdinaryUser(@TempDir Path closed) throws Exception {
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString(NOTHING));
        if (Files.isReadable(closed)) {
            assumeTrue(
                    Files.exists(Path.of("/usr/bin/setpriv")) && !reads(closed),
                    "root reads everything here, and cannot give that up");
            prefix = AS_ORDINARY_USER;
        }
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString(USUAL));
    }

    @BeforeEach
    void start() throws Exception {
        root = Files.createDirectory(folder.toRealPath().resolve("tree"));
        sample = SampleRepository.in(root).named(folder.getFileName().toString());
        // Starts the shared home's database; the other server reaches it by its URL and needs none of its files.
        keeper = ServerSession.start(folder);
        keeper.ask("list_projects", Map.of());
        String password = Files.readString(ServerProgram.sharedHome().resolve("database-password"))
                .strip();
        Map<String, String> environment = Map.of(
                "CODEBASE_MCP_DATABASE_URL",
                "postgresql://codebase_mcp:" + password + "@127.0.0.1:" + ServerProgram.databasePort() + "/postgres",
                "CODEBASE_MCP_HOME",
                Files.createDirectory(folder.resolve("home")).toString());
        user = ServerSession.startBehind(prefix, root, environment);
    }

    @AfterEach
    void end() throws IOException {
        for (String closed : List.of("src", "web/cart.ts")) {
            permit(closed, USUAL);
        }
        user.close();
        keeper.close();
    }

    @Test
    void whatCannotBeReadKeepsWhatIsKnownAndIsReadAsSoonAsItCan() throws IOException {
        assertThat(indexed().path("status").asText()).isEqualTo("completed");
        sample.write("web/cart.ts", "export function discountFor(items: string[]): number { return 7; }\n");
        permit("web/cart.ts", NOTHING);
        permit("src", NOTHING);

        JsonNode closed = indexed();

        assertThat(closed.path("status").asText()).as(closed.toString()).isEqualTo("completed_with_errors");
        assertThat(closed.path("files_failed").asInt()).isEqualTo(2);
        assertThat(closed.path("files_deleted").asInt()).isZero();
        assertThat(found("refreshSession")).isEqualTo("src/SessionStore.java");
        assertThat(found("totalPrice")).isEqualTo("web/cart.ts");

        permit("web/cart.ts", USUAL);
        permit("src", USUAL);
        JsonNode open = indexed();

        assertThat(open.path("status").asText()).as(open.toString()).isEqualTo("completed");
        assertThat(open.path("files_indexed").asInt()).isEqualTo(1);
        assertThat(found("discountFor")).isEqualTo("web/cart.ts");
        assertThat(found("refreshSession")).isEqualTo("src/SessionStore.java");
    }

    @Test
    void whatWasNeverReadIsIndexedOnceItCanBe() throws IOException {
        permit("src", NOTHING);
        assertThat(indexed().path("status").asText()).isEqualTo("completed_with_errors");

        permit("src", USUAL);

        assertThat(indexed().path("status").asText()).isEqualTo("completed");
        assertThat(found("refreshSession")).isEqualTo("src/SessionStore.java");
    }

    private JsonNode indexed() {
        return user.index(root);
    }

    private String found(String name) {
        return user.search(name).path("results").path(0).path("file_path").asText();
    }

    private void permit(String path, String permissions) throws IOException {
        Files.setPosixFilePermissions(root.resolve(path), PosixFilePermissions.fromString(permissions));
    }

    private static boolean reads(Path directory) throws Exception {
        List<String> command = new ArrayList<>(AS_ORDINARY_USER);
        command.addAll(List.of("ls", directory.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() == 0;
    }
}

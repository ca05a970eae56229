package dev.codebasemcp.database.server;

import static dev.codebasemcp.database.server.ServerHome.query;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Binaries in oddly named places, damaged binaries, and partly unpacked ones. */
@DisabledOnOs(OS.WINDOWS)
class ServerBinariesTest {
    private static final Duration GRACE = Duration.ZERO;
    /** All characters that are special in a shell, in or outside quotes. */
    private static final String ODD =
            "it's $(touch run-1) `touch run-2` \"quoted\" ; touch run-3 & $HOME \\ * {a,b} #x";

    @TempDir
    private Path temporary;

    @SuppressWarnings("NullAway.Init")
    private ServerHome home;

    @BeforeEach
    void chooseHome() throws IOException {
        String letters = "ANSI_X3.4-1968".equals(System.getProperty("sun.jnu.encoding")) ? "" : " größe 名";
        home = new ServerHome(temporary.toRealPath().resolve(ODD + letters));
    }

    @AfterEach
    void endEverything() throws IOException {
        home.close();
    }

    @Test
    void worksInAnyPathAndRestoresDamagedBinaries() throws Exception {
        try (EmbeddedServer server = home.start(GRACE)) {
            assertThat(query(server, "SELECT 1::text")).isEqualTo("1");
        }
        assertThat(home.path()).isDirectoryNotContaining("glob:**/run-*");
        assertThat(temporary).isDirectoryNotContaining("glob:**/run-*");
        ServerHome.await(
                "the server was stopped", () -> Files.notExists(home.files().pidFile()));
        Path root = ServerBinaries.unpack(home.files(), Platform.current()).root();

        damageVisibly(root);

        startsAgain();
        assertThat(root.resolve("share/postgresql/extension/vector.control")).hasContent("of the user");

        damageSecretly(root.resolve("bin/postgres"));

        startsAgain();
    }

    @Test
    void completesBinariesWithoutAManifest() throws Exception {
        Path root = ServerBinaries.unpack(home.files(), Platform.current()).root();
        Files.delete(root.resolve(".unpacked"));
        ServerBinaries.deleteTree(root.resolve("share"));
        Files.createFile(root.resolve("share"));

        startsAgain();
    }

    private void startsAgain() throws Exception {
        try (EmbeddedServer server = home.start(GRACE)) {
            assertThat(query(server, "SELECT 1::text")).isEqualTo("1");
        }
        ServerHome.await(
                "the server was stopped", () -> Files.notExists(home.files().pidFile()));
    }

    private static void damageVisibly(Path root) throws IOException {
        Files.delete(root.resolve("bin/postgres"));
        Files.createDirectories(root.resolve("bin/postgres/directory"));
        Files.setPosixFilePermissions(root.resolve("bin/initdb"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.write(root.resolve("lib/libz.so.1"), new byte[0]);
        Files.delete(root.resolve("share/postgresql/postgres.bki"));
        ServerBinaries.deleteTree(root.resolve("share/postgresql/timezone"));
        Files.writeString(root.resolve("share/postgresql/extension/vector.control"), "of the user");
    }

    /** Damages a file without changing its size, as a crash of the machine may do. */
    private static void damageSecretly(Path file) throws IOException {
        long size = Files.size(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
            channel.position(size - 1).write(java.nio.ByteBuffer.allocate(1));
        }
    }
}

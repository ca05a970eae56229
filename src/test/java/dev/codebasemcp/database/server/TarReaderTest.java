package dev.codebasemcp.database.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarReaderTest {
    private static final int BLOCK = 512;

    @TempDir
    private Path target;

    private final ByteArrayOutputStream archive = new ByteArrayOutputStream();

    @Test
    void unpacksContentDirectoriesAndExecutePermissions() throws IOException {
        add("bin/run", '0', "0000755", "#!x".repeat(300));
        add("share/empty", '0', "0000644", "");
        addLink("bin/alias", "run");

        unpack();

        assertThat(target.resolve("bin/run")).hasContent("#!x".repeat(300)).isExecutable();
        assertThat(target.resolve("bin/alias")).hasContent("#!x".repeat(300)).isSymbolicLink();
        assertThat(target.resolve("share/empty")).isEmptyFile();
        assertThat(Files.getPosixFilePermissions(target.resolve("share/empty")).toString())
                .doesNotContain("EXECUTE");
    }

    @Test
    void anEntryOutsideOfTheTargetIsRefused() {
        add("../outside", '0', "0000644", "x");

        assertThatThrownBy(this::unpack).isInstanceOf(IOException.class).hasMessageContaining("../outside");
        assertThat(target.resolveSibling("outside")).doesNotExist();
    }

    @Test
    void aLinkThatLeavesItsFolderIsRefused() {
        addLink("lib/link", "/etc/passwd");

        assertThatThrownBy(this::unpack).isInstanceOf(IOException.class).hasMessageContaining("lib/link");
    }

    @Test
    void anArchiveThatEndsTooEarlyIsRefused() {
        add("bin/run", '0', "0000755", "x".repeat(5000));
        byte[] cut = Arrays.copyOf(archive.toByteArray(), 2000);

        assertThatThrownBy(() -> new TarReader(new ByteArrayInputStream(cut), true).unpackTo(target))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ends inside a file");
    }

    private void unpack() throws IOException {
        new TarReader(new ByteArrayInputStream(archive.toByteArray()), true).unpackTo(target);
    }

    private void add(String name, char type, String mode, String content) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, mode);
        put(header, 124, Integer.toOctalString(content.length()));
        header[156] = (byte) type;
        archive.writeBytes(header);
        byte[] padded = new byte[(content.length() + BLOCK - 1) / BLOCK * BLOCK];
        put(padded, 0, content);
        archive.writeBytes(padded);
    }

    private void addLink(String name, String linkTarget) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 124, "00000000000");
        header[156] = '2';
        put(header, 157, linkTarget);
        archive.writeBytes(header);
    }

    private static void put(byte[] bytes, int at, String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(encoded, 0, bytes, at, encoded.length);
    }
}

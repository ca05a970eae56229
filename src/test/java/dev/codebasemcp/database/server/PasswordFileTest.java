package dev.codebasemcp.database.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordFileTest {
    @TempDir
    private Path folder;

    @Test
    void usesTheFirstMatchingLine() throws IOException {
        PasswordFile file = file(
                "rw-------",
                "# host:5432:*:me:no",
                "other:*:*:me:no",
                "host:5432:registry:me:one\\:two\\\\",
                "host:5432:*:me:three:four",
                "::1:5432:*:me:shifted by its colons",
                "\\:\\:1:5432:*:me:six",
                "*:*:*:nobody:any");

        assertThat(file.find("host:5432", "registry", "me")).contains("one:two\\");
        assertThat(file.find("host:5432", "x", "me")).contains("three:four");
        assertThat(file.find("first:1,host:5432", "x", "me")).contains("three:four");
        assertThat(file.find("[::1]:5432", "x", "me")).contains("six");
        assertThat(file.find("host:5433", "x", "me")).isEmpty();
        assertThat(file.find("host:5433", "x", "nobody")).contains("any");
    }

    @Test
    void neverSendsOneHostThePasswordOfAnother() throws IOException {
        PasswordFile file = file("rw-------", "one:*:*:*:first", "two:*:*:*:second", "three:*:*:*:first");

        assertThatThrownBy(() -> file.find("one:1,two:1", "x", "me"))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("different passwords")
                .hasMessageNotContaining("first")
                .hasMessageNotContaining("second");
        assertThat(file.find("one:1,three:1", "x", "me")).contains("first");
    }

    @Test
    void ignoresAFileThatOthersMayRead() throws IOException {
        assertThat(file("rw-r-----", "*:*:*:*:secret").find("h:1", "x", "me")).isEmpty();
        assertThat(file("rw----r--", "*:*:*:*:secret").find("h:1", "x", "me")).isEmpty();
        assertThat(new PasswordFile(folder).find("h:1", "x", "me")).isEmpty();
        assertThat(new PasswordFile(folder.resolve("none")).find("h:1", "x", "me"))
                .isEmpty();
    }

    private PasswordFile file(String permissions, String... lines) throws IOException {
        Path file = folder.resolve("pgpass");
        Files.writeString(file, String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return new PasswordFile(file);
    }
}

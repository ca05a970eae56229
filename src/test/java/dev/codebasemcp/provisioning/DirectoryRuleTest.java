package dev.codebasemcp.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.codebasemcp.model.RejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DirectoryRuleTest {
    @TempDir
    private Path folder;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void resolvesLinksBeforeItLooksAtTheAllowedRoots() throws IOException {
        Path allowed = Files.createDirectory(folder.resolve("allowed"));
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path escape = Files.createSymbolicLink(allowed.resolve("escape"), outside);
        Path into = Files.createSymbolicLink(outside.resolve("into"), allowed);
        DirectoryRule rule = new DirectoryRule(List.of(allowed));

        assertThat(rule.check("repo_path", into.toString())).isEqualTo(allowed.toRealPath());
        assertThatExceptionOfType(RejectedException.class)
                .isThrownBy(() -> rule.check("repo_path", escape.toString()))
                .withMessageContaining("escape")
                .withMessageContaining("allowed directories")
                .withMessageContaining("CODEBASE_MCP_ALLOWED_ROOTS");
    }

    @Test
    void aNeighbourWithTheSameBeginningIsOutside() throws IOException {
        Path allowed = Files.createDirectory(folder.resolve("code"));
        Path neighbour = Files.createDirectory(folder.resolve("codex"));
        DirectoryRule rule = new DirectoryRule(List.of(allowed));

        assertThatExceptionOfType(RejectedException.class)
                .isThrownBy(() -> rule.check("repo_path", neighbour.toString()));
        assertThat(rule.check("repo_path", allowed.toString())).isEqualTo(allowed.toRealPath());
    }

    @Test
    void saysWhichArgumentIsWrongAndWhy() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        DirectoryRule rule = new DirectoryRule(List.of());

        assertRejected(rule, "relative/path", "directory: 'relative/path' is not absolute");
        assertRejected(rule, folder.resolve("missing").toString(), "does not exist");
        assertRejected(rule, file.toString(), "is not a directory");
    }

    private static void assertRejected(DirectoryRule rule, String given, String message) {
        assertThatExceptionOfType(RejectedException.class)
                .isThrownBy(() -> rule.check("directory", given))
                .withMessageContaining(message);
    }
}

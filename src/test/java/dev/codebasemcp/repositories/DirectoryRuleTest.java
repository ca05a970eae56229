package dev.codebasemcp.repositories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.config.AllowedRoots;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.files.HungPlace;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
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
        DirectoryRule rule = new DirectoryRule(new AllowedRoots(List.of(allowed)), new FileSystemCalls());

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
        DirectoryRule rule = new DirectoryRule(new AllowedRoots(List.of(allowed)), new FileSystemCalls());

        assertThatExceptionOfType(RejectedException.class)
                .isThrownBy(() -> rule.check("repo_path", neighbour.toString()));
        assertThat(rule.check("repo_path", allowed.toString())).isEqualTo(allowed.toRealPath());
    }

    @Test
    void saysWhichArgumentIsWrongAndWhy() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        DirectoryRule rule = new DirectoryRule(AllowedRoots.ANY, new FileSystemCalls());

        assertRejected(rule, "relative/path", "directory: 'relative/path' is not absolute");
        assertRejected(rule, folder.resolve("missing").toString(), "does not exist");
        assertRejected(rule, file.toString(), "is not a directory");
    }

    @Test
    void aDirectoryWhoseFileSystemDoesNotAnswerIsRefused() {
        FileSystemCalls calls = new FileSystemCalls();
        try (HungPlace drive = new HungPlace()) {
            drive.ask(calls, folder);
            assertThatThrownBy(() -> new DirectoryRule(AllowedRoots.ANY, calls).check("directory", folder.toString()))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("directory: '" + folder + "' cannot be accessed now");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatTheKernelShowsIsNoSource() {
        DirectoryRule rule = new DirectoryRule(AllowedRoots.ANY, new FileSystemCalls());

        assertRejected(rule, "/proc", "file system of the kernel (proc)");
        assertRejected(rule, "/proc/self/fd", "file system of the kernel (proc)");
        assertRejected(rule, "/sys", "file system of the kernel (sysfs)");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @Timeout(30)
    void devicesAndFifosAreNeitherOpenedNorAccepted() throws Exception {
        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        DirectoryRule rule = new DirectoryRule(AllowedRoots.ANY, new FileSystemCalls());

        assertRejected(rule, fifo.toString(), "is not a directory");
        assertRejected(rule, "/dev/null", "is not a directory");
        assertRejected(rule, "/dev/zero", "is not a directory");
    }

    @Test
    void dotsLeadOutOfTheRootOnlyAsFarAsTheyReallyLead() throws IOException {
        Path allowed = Files.createDirectory(folder.resolve("allowed"));
        Files.createDirectory(allowed.resolve("sub"));
        Files.createDirectory(folder.resolve("outside"));
        DirectoryRule rule = new DirectoryRule(new AllowedRoots(List.of(allowed)), new FileSystemCalls());

        assertRejected(rule, allowed + "/../outside", "outside the allowed directories");
        assertRejected(rule, allowed + "/sub/../..", "outside the allowed directories");
        assertThat(rule.check("directory", allowed + "/sub/../../allowed/sub"))
                .isEqualTo(allowed.toRealPath().resolve("sub"));
    }

    @Test
    void aRefusalDoesNotTellWhatThereIsOutside() throws IOException {
        Path allowed = Files.createDirectory(folder.resolve("allowed"));
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.createFile(outside.resolve("file"));
        Files.createDirectory(outside.resolve("there"));
        DirectoryRule rule = new DirectoryRule(new AllowedRoots(List.of(allowed)), new FileSystemCalls());

        for (String name : List.of("file", "there", "missing", "missing/below", "file/below")) {
            String given = outside + "/" + name;
            assertThatExceptionOfType(RejectedException.class)
                    .isThrownBy(() -> rule.check("directory", given))
                    .withMessageStartingWith("directory: '" + given + "' lies outside the allowed directories");
        }
        assertRejected(rule, allowed.resolve("missing").toString(), "does not exist");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aNameThatForgesLinesOrIsNoTextIsRefusedAlsoBehindALink() throws Exception {
        Path odd = Files.createDirectory(folder.resolve("two\nlines"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), odd);
        assertThat(new ProcessBuilder("sh", "-c", "mkdir \"$(printf 'bad\\377')\"; ln -s bad* notext")
                        .directory(folder.toFile())
                        .start()
                        .waitFor())
                .isZero();
        DirectoryRule rule = new DirectoryRule(AllowedRoots.ANY, new FileSystemCalls());

        assertRejected(rule, odd.toString(), "two?lines");
        assertRejected(rule, link.toString(), "line break");
        assertRejected(rule, folder.resolve("notext").toString(), "not valid UTF-8");
        assertThatExceptionOfType(RejectedException.class)
                .isThrownBy(() -> rule.check("directory", odd.toString()))
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasLineCount(1));
    }

    private static void assertRejected(DirectoryRule rule, String given, String message) {
        assertThatExceptionOfType(RejectedException.class)
                .isThrownBy(() -> rule.check("directory", given))
                .withMessageContaining(message);
    }
}

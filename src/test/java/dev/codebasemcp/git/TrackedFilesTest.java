package dev.codebasemcp.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TrackedFilesTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    Path temporary;

    private Path place;

    @BeforeEach
    void resolvePlace() throws IOException {
        place = temporary.toRealPath();
    }

    @Test
    void aFileIsTrackedFromWhenItIsAddedUntilItIsRemoved() throws Exception {
        Path repository = GitDirectories.repository(place.resolve("r"));
        Path file = Files.writeString(repository.resolve("file"), "x");
        TrackedFiles files = new TrackedFiles(new GitCommand("git", TIMEOUT));
        assertThat(files.mayHold(file)).isFalse();
        GitDirectories.git(repository, "add", "file");
        assertThat(files.mayHold(file)).isTrue();
        GitDirectories.git(repository, "rm", "-q", "--cached", "file");
        assertThat(files.mayHold(file)).isFalse();
    }

    @Test
    void anIgnoredFileIsNotTrackedAndOneOutsideOfRepositoriesNeither() throws Exception {
        Path repository = GitDirectories.repository(place.resolve("r"));
        Files.writeString(repository.resolve(".gitignore"), "file\n");
        TrackedFiles files = new TrackedFiles(new GitCommand("git", TIMEOUT));
        assertThat(files.mayHold(Files.writeString(repository.resolve("file"), "x")))
                .isFalse();
        assertThat(files.mayHold(Files.writeString(place.resolve("file"), "x"))).isFalse();
    }

    @Test
    void whereGitCannotBeAskedAFileInAWorkingTreeCountsAsTracked() throws Exception {
        Path repository = GitDirectories.repository(place.resolve("r"));
        TrackedFiles files =
                new TrackedFiles(new GitCommand(place.resolve("no-git").toString(), TIMEOUT));
        assertThat(files.mayHold(Files.writeString(repository.resolve("file"), "x")))
                .isTrue();
        assertThat(files.mayHold(Files.writeString(place.resolve("file"), "x"))).isFalse();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void gitRunsOnceForEachStateOfTheIndex() throws Exception {
        Path repository = GitDirectories.repository(place.resolve("r"));
        Path linked = place.resolve("linked");
        GitDirectories.git(repository, "worktree", "add", "-q", linked.toString());
        Path runs = place.resolve("runs");
        Path program = Files.writeString(
                place.resolve("counting-git"), "#!/bin/sh\necho run >> '" + runs + "'\nexec git \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        TrackedFiles files = new TrackedFiles(new GitCommand(program.toString(), TIMEOUT));
        Path file = Files.writeString(linked.resolve("file"), "x");
        for (int i = 0; i < 5; i++) {
            assertThat(files.mayHold(file)).isFalse();
        }
        assertThat(Files.readAllLines(runs)).hasSize(1);
        GitDirectories.git(linked, "add", "file");
        for (int i = 0; i < 5; i++) {
            assertThat(files.mayHold(file)).isTrue();
        }
        assertThat(Files.readAllLines(runs)).hasSize(2);
    }
}

package dev.codebasemcp.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCommandTest {
    private static final Duration PLENTY = Duration.ofSeconds(60);

    @TempDir
    Path temporary;

    private final GitCommand git = new GitCommand("git", PLENTY);

    @Test
    void aCloneHasTheFirstCommitOfItsOrigin() throws Exception {
        Path origin = GitDirectories.repository(temporary.resolve("origin"));
        String first = GitDirectories.git(origin, "rev-parse", "HEAD").strip();
        GitDirectories.git(origin, "commit", "-q", "--allow-empty", "-m", "second");
        GitDirectories.git(temporary, "clone", "-q", origin.toString(), "clone");
        assertThat(git.firstCommit(origin)).contains(first);
        assertThat(git.firstCommit(temporary.resolve("clone"))).contains(first);
    }

    @Test
    void whatHasNoCommitHasNoFirstOne() throws Exception {
        GitDirectories.git(temporary, "init", "-q");
        assertThat(git.firstCommit(temporary)).isEmpty();
    }

    @Test
    void tellsTrackedFilesFromOthers() throws Exception {
        Files.writeString(temporary.resolve("[a].txt"), "tracked");
        Path repository = GitDirectories.repository(temporary);
        Files.writeString(repository.resolve("b.txt"), "not yet");
        Files.writeString(repository.resolve("a.txt"), "not meant by the other's name");
        assertThat(git.tracks(repository.resolve("[a].txt"))).contains(true);
        assertThat(git.tracks(repository.resolve("b.txt"))).contains(false);
        assertThat(git.tracks(repository.resolve("a.txt"))).contains(false);
        GitDirectories.git(repository, "add", "b.txt");
        assertThat(git.tracks(repository.resolve("b.txt"))).contains(true);
    }

    @Test
    void nothingThatARepositoryConfiguresIsRun() throws Exception {
        Files.writeString(temporary.resolve("a.txt"), "tracked");
        Path repository = GitDirectories.repository(temporary);
        Path hook = Files.writeString(repository.resolve("hook"), "#!/bin/sh\ntouch \"" + repository + "/ran\"\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwx------"));
        GitDirectories.git(repository, "config", "core.fsmonitor", hook.toString());
        assertThat(git.tracks(repository.resolve("a.txt"))).contains(true);
        assertThat(git.firstCommit(repository)).isPresent();
        assertThat(repository.resolve("ran")).doesNotExist();
    }

    @Test
    void whereGitCannotBeAskedNothingIsKnown() throws Exception {
        Path repository = GitDirectories.repository(temporary);
        GitCommand none = new GitCommand("/no/such/git", PLENTY);
        assertThat(none.firstCommit(repository)).isEmpty();
        assertThat(none.tracks(repository.resolve("a"))).isEmpty();
    }

    @Test
    void aGitThatDoesNotAnswerIsGivenUp() throws Exception {
        Path slow = Files.writeString(temporary.resolve("slow"), "#!/bin/sh\nexec sleep 600\n");
        Files.setPosixFilePermissions(slow, PosixFilePermissions.fromString("rwx------"));
        GitCommand hanging = new GitCommand(slow.toString(), Duration.ofMillis(50));
        assertThat(hanging.firstCommit(temporary)).isEmpty();
        // A killed process takes a moment to end.
        ProcessHandle.current()
                .children()
                .filter(GitCommandTest::isSleep)
                .forEach(child -> child.onExit().orTimeout(60, TimeUnit.SECONDS).join());
        assertThat(ProcessHandle.current().children().filter(GitCommandTest::isSleep))
                .isEmpty();
    }

    private static boolean isSleep(ProcessHandle child) {
        return child.isAlive()
                && child.info()
                        .commandLine()
                        .filter(line -> line.contains("sleep 600"))
                        .isPresent();
    }
}

package dev.codebasemcp.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.git.GitHistory.OldFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitHistoryTest {
    private static final Duration PLENTY = Duration.ofSeconds(60);
    private static final String HEAD = "HEAD";
    private static final int MOST = 100;

    @TempDir
    Path temporary;

    private final GitHistory history = new GitHistory(new GitCommand("git", PLENTY));

    @Test
    void tellsWhatChangedFilesWere() throws Exception {
        write("same.txt", "same");
        write("edited.txt", "before");
        write("gone.txt", "gone\n");
        Path repository = GitDirectories.repository(temporary);
        write("edited.txt", "after it");
        write("added.txt", "new");
        write("untracked.txt", "unknown to git");
        Files.delete(repository.resolve("gone.txt"));
        GitDirectories.git(repository, "add", "added.txt");

        assertThat(changed(repository, HEAD))
                .isEqualTo(Map.of(
                        "edited.txt", Optional.of("before"),
                        "gone.txt", Optional.of("gone\n"),
                        "added.txt", Optional.empty()));
        assertThat(history.changedSince(repository, HEAD, MOST).orElseThrow())
                .filteredOn(OldFile::isGone)
                .extracting(OldFile::path)
                .containsExactly("gone.txt");
    }

    @Test
    void aFileNameIsAnyBytes() throws Exception {
        List<String> names =
                List.of("a b.txt", "\"q\".txt", "two\nlines.txt", "tab\there.txt", "größe/日本.txt", "-x", ":(top)");
        for (String name : names) {
            write(name, "old " + name);
        }
        Path repository = GitDirectories.repository(temporary);
        for (String name : names) {
            write(name, "the new text");
        }

        assertThat(changed(repository, HEAD))
                .isEqualTo(names.stream().collect(Collectors.toMap(name -> name, name -> Optional.of("old " + name))));
    }

    @Test
    void pathsAreRelativeToTheDirectoryAndOthersAreLeftOut() throws Exception {
        write("inside/a.txt", "one");
        write("outside/b.txt", "two");
        Path repository = GitDirectories.repository(temporary);
        write("inside/a.txt", "other");
        write("outside/b.txt", "other");

        assertThat(changed(repository.resolve("inside"), HEAD)).isEqualTo(Map.of("a.txt", Optional.of("one")));
    }

    @Test
    void aTextOfSeveralFilesIsReadOnceAndAnyBytesAreText() throws Exception {
        write("a.txt", "same \u0000 bytes\n\n");
        write("b.txt", "same \u0000 bytes\n\n");
        write("empty.txt", "");
        Path repository = GitDirectories.repository(temporary);
        for (String name : List.of("a.txt", "b.txt", "empty.txt")) {
            Files.delete(repository.resolve(name));
        }

        assertThat(changed(repository, HEAD))
                .isEqualTo(Map.of(
                        "a.txt", Optional.of("same \u0000 bytes\n\n"),
                        "b.txt", Optional.of("same \u0000 bytes\n\n"),
                        "empty.txt", Optional.of("")));
    }

    @Test
    void aRenamedFileIsOneThatIsGoneAndANewOne() throws Exception {
        write("old.txt", "a text that stays as it is");
        Path repository = GitDirectories.repository(temporary);
        GitDirectories.git(repository, "mv", "old.txt", "new.txt");

        assertThat(changed(repository, HEAD))
                .isEqualTo(Map.of("old.txt", Optional.of("a text that stays as it is"), "new.txt", Optional.empty()));
    }

    @Test
    void aRevisionIsAnyThatGitKnows() throws Exception {
        write("a.txt", "first");
        Path repository = GitDirectories.repository(temporary);
        GitDirectories.git(repository, "branch", "other");
        write("a.txt", "second one");
        GitDirectories.git(repository, "commit", "-q", "-a", "-m", "second");

        assertThat(changed(repository, HEAD)).isEmpty();
        for (String revision : List.of("HEAD~1", "other", "refs/heads/other", "HEAD^")) {
            assertThat(changed(repository, revision)).as(revision).isEqualTo(Map.of("a.txt", Optional.of("first")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nowhere",
                "",
                " ",
                "-h",
                "--all",
                "--output=ran",
                "HEAD; touch ran",
                "HEAD\ntouch ran",
                "$(touch ran)",
                "HEAD:a.txt",
                "HEAD..HEAD",
                "^HEAD",
                "@{upstream}"
            })
    void whatIsNoRevisionIsUnknown(String revision) throws Exception {
        write("a.txt", "text");
        Path repository = GitDirectories.repository(temporary);

        assertThat(history.changedSince(repository, revision, MOST)).isEmpty();
        assertThat(repository.resolve("ran")).doesNotExist();
    }

    @Test
    void nothingIsKnownWithoutACommitOrARepository() throws Exception {
        assertThat(history.changedSince(temporary, HEAD, MOST)).isEmpty();
        GitDirectories.git(temporary, "init", "-q");
        assertThat(history.changedSince(temporary, HEAD, MOST)).isEmpty();
    }

    @Test
    void moreFilesThanWantedAreNone() throws Exception {
        write("a.txt", "one");
        write("b.txt", "one");
        Path repository = GitDirectories.repository(temporary);
        write("a.txt", "other");
        write("b.txt", "other");

        assertThat(history.changedSince(repository, HEAD, 1)).isEmpty();
        assertThat(history.changedSince(repository, HEAD, 2).orElseThrow()).hasSize(2);
    }

    @Test
    void noFilterOfARepositoryRunsEvenWhenGitMustReadAFile() throws Exception {
        write("a.txt", "text");
        write("b.txt", "text");
        write(".gitattributes", "a.txt filter=one diff=one\nb.txt filter=Two.x diff=one\n");
        Path repository = GitDirectories.repository(temporary);
        String run = program("run").toString();
        for (String key : List.of(
                "filter.one.clean",
                "filter.one.smudge",
                "filter.Two.x.process",
                "diff.one.textconv",
                "diff.one.command",
                "diff.external")) {
            GitDirectories.git(repository, "config", key, run);
        }
        GitDirectories.git(repository, "config", "filter.one.required", "true");
        makeRacy(repository);
        write("a.txt", "next");

        assertThat(changed(repository, HEAD)).containsEntry("a.txt", Optional.of("text"));
        makeRacy(repository);
        assertThat(changed(repository, HEAD)).doesNotContainKey("b.txt");
        assertThat(temporary.resolve("ran")).doesNotExist();
    }

    @Test
    void aFilterThatCannotBeSwitchedOffIsNotRun() throws Exception {
        write("a.txt", "text");
        write(".gitattributes", "a.txt filter=x=y\n");
        Path repository = GitDirectories.repository(temporary);
        GitDirectories.git(
                repository, "config", "filter.x=y.clean", program("run").toString());
        makeRacy(repository);

        assertThat(history.changedSince(repository, HEAD, MOST)).isEmpty();
        assertThat(temporary.resolve("ran")).doesNotExist();
    }

    @Test
    void aSubmoduleIsNotLookedInto() throws Exception {
        Path repository = GitDirectories.repository(temporary.resolve("outer"));
        write("outer/inner/a.txt", "text");
        write("outer/inner/.gitattributes", "* filter=one\n");
        Path inner = GitDirectories.repository(repository.resolve("inner"));
        GitDirectories.git(repository, "add", "inner");
        GitDirectories.git(repository, "commit", "-q", "-m", "inner");
        GitDirectories.git(inner, "config", "filter.one.clean", program("run").toString());
        makeRacy(inner);
        write("outer/inner/a.txt", "next");

        assertThat(changed(repository, HEAD)).isEmpty();
        assertThat(temporary.resolve("ran")).doesNotExist();
    }

    @Test
    void aGitThatIsMissingFailsOrHangsTellsNothing() throws Exception {
        Path repository = GitDirectories.repository(temporary);
        assertThat(new GitHistory(new GitCommand("/no/such/git", PLENTY)).changedSince(repository, HEAD, MOST))
                .isEmpty();
        Path failing = executable("failing", "#!/bin/sh\nexit 3\n");
        assertThat(new GitHistory(new GitCommand(failing.toString(), PLENTY)).changedSince(repository, HEAD, MOST))
                .isEmpty();
        Path slow = executable("slow", "#!/bin/sh\nexec sleep 601\n");
        assertThat(new GitHistory(new GitCommand(slow.toString(), Duration.ofMillis(50)))
                        .changedSince(repository, HEAD, MOST))
                .isEmpty();
    }

    /** Writes a program that leaves a trace. */
    private Path program(String name) throws Exception {
        return executable(name, "#!/bin/sh\ntouch \"" + temporary + "/ran\"\ncat\n");
    }

    private Path executable(String name, String text) throws Exception {
        Path file = Files.writeString(temporary.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    /** Makes all files newer than the index, so that their time stamps say nothing. */
    private static void makeRacy(Path repository) throws Exception {
        Files.setLastModifiedTime(
                repository.resolve(".git/index"), FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
    }

    private Map<String, Optional<String>> changed(Path directory, String revision) {
        return history.changedSince(directory, revision, MOST).orElseThrow().stream()
                .collect(Collectors.toMap(OldFile::path, OldFile::before));
    }

    private void write(String path, String text) throws Exception {
        Path file = temporary.resolve(path);
        Files.createDirectories(file.resolve("..").normalize());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}

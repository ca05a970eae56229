package dev.codebasemcp.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.git.GitHistory.Differences;
import dev.codebasemcp.git.GitHistory.OldFile;
import dev.codebasemcp.git.GitHistory.Reason;
import dev.codebasemcp.git.GitHistory.Unknown;
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
        assertThat(known(repository, HEAD, MOST).files())
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
        for (String revision :
                List.of("HEAD~1", "other", "refs/heads/other", "HEAD^", ":/first", "HEAD^{/first}", "HEAD~1^{}")) {
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
                ":/nothing",
                "HEAD^{/nothing}",
                "HEAD^{tree}",
                ":a.txt",
                "HEAD^@",
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

        assertThat(history.changedSince(repository, revision, MOST)).isEqualTo(new Unknown(Reason.REVISION));
        assertThat(repository.resolve("ran")).doesNotExist();
    }

    @Test
    void nothingIsKnownWithoutACommitOrARepository() throws Exception {
        assertThat(history.changedSince(temporary, HEAD, MOST)).isEqualTo(new Unknown(Reason.GIT));
        GitDirectories.git(temporary, "init", "-q");
        assertThat(history.changedSince(temporary, HEAD, MOST)).isEqualTo(new Unknown(Reason.REVISION));
    }

    @Test
    void moreFilesThanWantedAreNone() throws Exception {
        write("a.txt", "one");
        write("b.txt", "one");
        Path repository = GitDirectories.repository(temporary);
        write("a.txt", "other");
        write("b.txt", "other");

        assertThat(history.changedSince(repository, HEAD, 1)).isEqualTo(new Unknown(Reason.TOO_MANY));
        assertThat(known(repository, HEAD, 2).files()).hasSize(2);
    }

    @Test
    void filesWhoseTimeStampsAloneDifferAreNotCounted() throws Exception {
        write("a.txt", "one");
        write("b.txt", "one");
        Path repository = GitDirectories.repository(temporary);
        write("b.txt", "other");
        Files.setLastModifiedTime(repository.resolve("a.txt"), FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));

        assertThat(known(repository, HEAD, 1).files()).extracting(OldFile::path).containsExactly("b.txt");
    }

    @Test
    void moreTextsThanFitIntoAPipeAreRead() throws Exception {
        for (int i = 0; i < 2000; i++) {
            write(i + ".txt", "text " + i);
        }
        Path repository = GitDirectories.repository(temporary);
        for (int i = 0; i < 2000; i++) {
            write(i + ".txt", "other text");
        }

        assertThat(known(repository, HEAD, 2000).files()).hasSize(2000);
    }

    @Test
    void untrackedFilesAreToldUnlessIgnored() throws Exception {
        write(".gitignore", "ignored.txt\n");
        Path repository = GitDirectories.repository(temporary);
        write("ignored.txt", "text");
        write("sub/new.txt", "text");

        assertThat(known(repository, HEAD, MOST).untracked()).containsExactly("sub/new.txt");
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

    /** Git's options can name neither of these filters. */
    @ParameterizedTest
    @ValueSource(strings = {"x=y", "", "\u00e9"})
    void noFilterIsRunWhateverItsName(String name) throws Exception {
        write("a.txt", "text");
        write(".gitattributes", "a.txt filter=" + name + "\n");
        Path repository = GitDirectories.repository(temporary);
        write(
                ".git/config",
                Files.readString(repository.resolve(".git/config")) + "[filter \"" + name + "\"]\n\tclean = "
                        + program("run") + "\n\tprocess = " + program("run") + "\n");
        makeRacy(repository);
        write("a.txt", "next");

        assertThat(changed(repository, HEAD)).containsKey("a.txt");
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
                .isEqualTo(new Unknown(Reason.GIT));
        Path failing = executable("failing", "#!/bin/sh\nexit 3\n");
        assertThat(new GitHistory(new GitCommand(failing.toString(), PLENTY)).changedSince(repository, HEAD, MOST))
                .isEqualTo(new Unknown(Reason.GIT));
        Path slow = executable("slow", "#!/bin/sh\nexec sleep 601\n");
        assertThat(new GitHistory(new GitCommand(slow.toString(), Duration.ofMillis(50)))
                        .changedSince(repository, HEAD, MOST))
                .isEqualTo(new Unknown(Reason.GIT));
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

    private Differences known(Path directory, String revision, int most) {
        GitHistory.Answer answer = history.changedSince(directory, revision, most);
        assertThat(answer).isInstanceOf(Differences.class);
        return (Differences) answer;
    }

    private Map<String, Optional<String>> changed(Path directory, String revision) {
        return known(directory, revision, MOST).files().stream()
                .collect(Collectors.toMap(OldFile::path, OldFile::before));
    }

    private void write(String path, String text) throws Exception {
        Path file = temporary.resolve(path);
        Files.createDirectories(file.resolve("..").normalize());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}

package dev.codebasemcp.indexing.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.model.SkipReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks on random trees with random ignore files that the walk finds exactly the files that the real git would add.
 */
class GitParityTest {
    @TempDir
    Path temp;

    private Path root;
    private GitUser user;
    private Git git;

    @BeforeEach
    void makeDirectories() throws IOException {
        root = Files.createDirectory(temp.resolve("root"));
        Path home = Files.createDirectory(temp.resolve("home"));
        user = GitUser.of(home, Map.of());
        git = new Git(root, user);
    }

    @RepeatedTest(40)
    void findsWhatGitWouldAdd(RepetitionInfo repetition) throws Exception {
        RandomTree random = new RandomTree(seed(repetition));
        git.run("init", "-q");
        random.fill(root, 3);
        Files.writeString(root.resolve(".git/info/exclude"), random.ignoreFile());
        Files.writeString(user.home().resolve(".gitconfig"), "[core]\n\texcludesFile = \"~/my ignores\" # mine\n");
        Files.writeString(user.home().resolve("my ignores"), random.ignoreFile());
        if (repetition.getCurrentRepetition() % 5 == 0) {
            git.run("config", "core.ignoreCase", "true");
        }
        assertThat(found(root)).isEqualTo(git.untracked());
    }

    @RepeatedTest(15)
    void findsTheSameFromASubdirectory(RepetitionInfo repetition) throws Exception {
        RandomTree random = new RandomTree(1_000 + seed(repetition));
        git.run("init", "-q");
        random.fill(root, 2);
        Path below = Files.createDirectories(root.resolve("some/where"));
        random.fill(below, 2);
        Set<String> expected = new Git(below, user).untracked();
        // An empty result may mean that the directory itself is ignored; the walk indexes it anyway.
        if (!expected.isEmpty()) {
            assertThat(found(below)).isEqualTo(expected);
        }
    }

    @RepeatedTest(20)
    void whatGitTracksIsFoundThoughARuleMatchesIt(RepetitionInfo repetition) throws Exception {
        RandomTree random = new RandomTree(5_000 + seed(repetition));
        git.run("init", "-q");
        random.fill(root, 3);
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(path -> !path.startsWith(root.resolve(".git"))
                            && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        for (int i = 0; i < files.size(); i += 3) {
            git.run(
                    "--literal-pathspecs",
                    "add",
                    "-f",
                    "--",
                    root.relativize(files.get(i)).toString());
        }
        Files.writeString(root.resolve(".git/info/exclude"), random.ignoreFile() + "a\nb/\n");
        assertThat(found(root)).isEqualTo(git.trackedAndUntracked());
    }

    @Test
    void includedSettingsNameTheExcludesFile() throws Exception {
        git.run("init", "-q", "-b", "topic/one");
        git.run("remote", "add", "origin", "https://example.org/team/project");
        for (String name : List.of("a.w", "a.x", "a.y", "a.z", "b.t", "c.u")) {
            Files.createFile(root.resolve(name));
        }
        Path home = user.home();
        List<String> conditions = List.of(
                "include \"\"",
                "include",
                "includeIf \"gitdir:root/\"",
                "includeIf \"gitdir:~/elsewhere/\"",
                "includeIf \"gitdir/i:ROOT/\"",
                "includeIf \"gitdir:" + root + "/.git\"",
                "includeIf \"gitdir:./../root/\"",
                "includeIf \"onbranch:topic/\"",
                "includeIf \"onbranch:main\"",
                "includeIf \"hasconfig:remote.*.url:https://example.org/**\"",
                "includeIf \"hasconfig:remote.*.url:https://example.com/**\"",
                "includeIf \"nonsense:x\"");
        for (String condition : conditions) {
            for (String written :
                    List.of("path = more/config", "path = ~/more/config # why", "path = \"more/\\\nconfig\"")) {
                Files.createDirectories(home.resolve("more"));
                Files.writeString(home.resolve("my ignores"), "*.w\n");
                Files.writeString(home.resolve("their ignores"), "*.x\n");
                Files.writeString(
                        home.resolve("more/config"),
                        "[core] excludesFile = ~/their\\x20ignores\n".replace("\\x20", " "));
                Files.writeString(
                        home.resolve(".gitconfig"),
                        "[core]\n\texcludesfile = ~/my ignores\n[" + condition + "]\n" + written + "\n");
                assertThat(found(root)).as("%s: %s", condition, written).isEqualTo(git.untracked());
            }
        }
    }

    @Test
    void appliesGitsFilesInTheirOrder() throws Exception {
        git.run("init", "-q");
        Files.createFile(root.resolve("a.w"));
        Files.createFile(root.resolve("A.X"));
        for (String name : List.of("w", "x", "empty")) {
            Files.writeString(user.home().resolve(name), name.equals("empty") ? "" : "*." + name + "\n");
        }
        Path xdg = Files.createDirectories(user.configHome().resolve("git"));
        Files.writeString(xdg.resolve("ignore"), "*.w\n");
        assertThat(found(root)).isEqualTo(git.untracked());
        Files.writeString(xdg.resolve("config"), "[core]\nexcludesFile = " + user.home() + "/x\nignoreCase");
        assertThat(found(root)).isEqualTo(git.untracked());
        Files.writeString(
                user.home().resolve(".gitconfig"), "[core \"sub\"]\nexcludesFile=~/empty\n[CORE]IGNORECASE=2");
        assertThat(found(root)).isEqualTo(git.untracked());
        git.run("config", "core.excludesFile", "");
        assertThat(found(root)).isEqualTo(git.untracked());
        git.run("config", "--unset", "core.excludesFile");
        git.run("config", "extensions.worktreeConfig", "true");
        git.run("config", "--worktree", "core.excludesFile", "~/w");
        assertThat(found(root)).isEqualTo(git.untracked());
    }

    private static long seed(RepetitionInfo repetition) {
        return repetition.getCurrentRepetition() + Long.getLong("parity.seed", 0L);
    }

    private Set<String> found(Path directory) {
        RecordingListener listener = new RecordingListener();
        assertThat(new RepositoryScanner(user).scan(directory, listener)).isEqualTo(ScanEnd.COMPLETE);
        Set<String> found = new TreeSet<>(listener.paths());
        listener.skipped.forEach((path, reason) -> {
            if (reason == SkipReason.SYMLINK) {
                found.add(path);
            }
        });
        return found;
    }
}

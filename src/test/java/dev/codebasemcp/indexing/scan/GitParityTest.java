package dev.codebasemcp.indexing.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** Random trees with random ignore files: the walk finds exactly what the real git would add. */
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
        // Nothing found may mean that the directory itself is ignored; then the walk indexes it all the same.
        if (!expected.isEmpty()) {
            assertThat(found(below)).isEqualTo(expected);
        }
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

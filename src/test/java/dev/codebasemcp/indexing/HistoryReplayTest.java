package dev.codebasemcp.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.PostgresTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The law of incremental indexing over histories: after each checkout, what a run makes of the index that is there equals
 * what it makes of none.
 *
 * <p>Real histories with {@code -Dhistory.clones=/path/a,/path/b -Dhistory.commits=200}: the last commits of each, in order.
 */
@Timeout(36_000)
class HistoryReplayTest {
    private static final int GENERATED_COMMITS = 24;

    @TempDir
    private Path temp;

    @PostgresTest
    void everyCheckoutEndsLikeACleanRun(Databases databases) throws Exception {
        String clones = System.getProperty("history.clones", "");
        int commits = Integer.getInteger("history.commits", 200);
        if (clones.isEmpty()) {
            replay(databases, generated(), GENERATED_COMMITS, 6);
        }
        int number = 0;
        for (String clone : clones.isEmpty() ? new String[0] : clones.split(",", -1)) {
            Path tree = temp.resolve("clone" + number++);
            git(temp, "clone", "-q", "--shared", clone, tree.toString());
            replay(databases, tree, commits, 20);
        }
    }

    private void replay(Databases databases, Path tree, int commits, int compareEvery) throws Exception {
        List<String> history = new ArrayList<>(List.of(
                git(tree, "rev-list", "--first-parent", "--reverse", "HEAD").split("\n", -1)));
        history = history.subList(Math.max(0, history.size() - commits), history.size());
        IndexFixture incremental = new IndexFixture(databases, 64);
        for (int i = 0; i < history.size(); i++) {
            git(tree, "checkout", "-q", "--force", history.get(i));
            assertThat(incremental.index(tree).failures()).as(history.get(i)).isEmpty();
            if (i % compareEvery == 0 || i == history.size() - 1) {
                IndexFixture clean = new IndexFixture(databases);
                clean.index(tree);
                assertThat(IndexDump.of(incremental.store()).equals(IndexDump.of(clean.store())))
                        .as("%s at commit %d, %s", tree, i, history.get(i))
                        .isTrue();
            }
        }
        assertThat(history).hasSize(commits);
    }

    /** A history with edits, new files, deletions, renames, and changes of what is ignored. */
    private Path generated() throws IOException, InterruptedException {
        Path tree = Files.createDirectories(temp.resolve("generated"));
        git(tree, "init", "-q");
        Random random = new Random(11);
        for (int commit = 0; commit < GENERATED_COMMITS; commit++) {
            for (int i = 0; i < 5; i++) {
                Path file = tree.resolve("d" + random.nextInt(4) + "/f" + random.nextInt(9) + ".py");
                IndexFixture.write(file, function(random));
            }
            List<Path> files = files(tree);
            Files.delete(files.get(random.nextInt(files.size())));
            files = files(tree);
            Files.move(files.get(random.nextInt(files.size())), tree.resolve("moved" + commit + ".py"));
            if (commit % 4 == 0) {
                IndexFixture.write(tree.resolve(".gitignore"), "d" + random.nextInt(4) + "/\n");
            }
            git(tree, "add", "-A", "-f");
            git(tree, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", "c" + commit);
        }
        return tree;
    }

    private static String function(Random random) {
        int number = random.nextInt(50);
        return String.format(Locale.ROOT, "def f%d():\n    return %d\n", number, random.nextInt(5))
                .repeat(1 + number % 3);
    }

    private static List<Path> files(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".py"))
                    .sorted()
                    .toList();
        }
    }

    private static String git(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("git", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
        return output.strip();
    }
}

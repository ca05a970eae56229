package dev.codebasemcp.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.indexing.IndexFixture;
import dev.codebasemcp.paths.PathText;
import dev.codebasemcp.search.retrieve.Retrieval;
import dev.codebasemcp.search.retrieve.SearchScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The law of answers: whatever happened to an index, it answers as one that is made of the same trees at once. Scores are
 * compared to the last bit.
 *
 * <p>More histories with {@code -Danswers.rounds=50}, other ones with {@code -Danswers.seed=2}.
 */
@Timeout(36_000)
class AnswerLawTest {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerLawTest.class);
    private static final int STEPS = 10;
    private static final List<String> QUERIES = List.of(
            "knot tangle",
            "tangle",
            "handler",
            "knot",
            "shared",
            "gossamor",
            "words of gossamor",
            "pars",
            "parse the token",
            "retry a lock in the socket",
            "where is the cache rendered",
            "render_widget",
            "invoice matrix",
            "widget",
            "matrix retry token",
            "socket_12.py",
            "ties",
            "token_cache",
            "more",
            "what comes after the end");

    @TempDir
    Path temp;

    private final SearchService search =
            new SearchService(() -> IndexFixture.EMBEDDER, new Retrieval(64 << 20, 1 << 30), new FileSystemCalls());

    /** What a run does that dies: nothing after it is done. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @PostgresTest
    void answersAreThoseOfACleanIndex(Databases databases) throws Exception {
        int rounds = Integer.getInteger("answers.rounds", 2);
        int seed = Integer.getInteger("answers.seed", 1);
        for (int round = 0; round < rounds; round++) {
            Random random = new Random(1_000L * seed + round);
            ChangingTrees trees = new ChangingTrees(temp.resolve(databases.hashCode() + "-" + round), random);
            IndexFixture index = new IndexFixture(databases, 64);
            for (Path root : trees.roots()) {
                index.index(root);
            }
            for (int step = 0; step < STEPS; step++) {
                step(index, trees, random);
            }
            for (Path root : trees.roots()) {
                assertThat(index.index(root).failures()).isEmpty();
            }
            compare(databases, index, trees, "seed " + seed + ", round " + round);
        }
    }

    private static void step(IndexFixture index, ChangingTrees trees, Random random)
            throws InterruptedException, IOException {
        int number = random.nextInt(2);
        Path root = trees.roots().get(number);
        int kind = random.nextInt(10);
        if (kind == 0) {
            trees.switchBranch(number);
        } else if (kind < 9) {
            trees.change(number);
        }
        switch (kind) {
            case 1 -> index.index(root, true, progress -> false);
            case 2, 3 -> stopped(index, root, random, false);
            case 4, 5 -> stopped(index, root, random, true);
            case 6 -> removed(index, root, random.nextBoolean());
            case 7 -> trees.change(1 - number);
            default -> index.index(root);
        }
    }

    /** A run that is cancelled, or killed, at one of its reports. */
    private static void stopped(IndexFixture index, Path root, Random random, boolean killed)
            throws InterruptedException {
        int[] reports = {random.nextInt(12)};
        try {
            index.index(root, random.nextBoolean(), progress -> {
                boolean now = --reports[0] == 0;
                if (now && killed) {
                    throw new Killed();
                }
                return now;
            });
        } catch (Killed expected) {
            LOG.debug("killed", expected);
        }
    }

    /** A repository is taken out; if that is killed, its contents stay for the next run. */
    private static void removed(IndexFixture index, Path root, boolean killed) throws IOException {
        IndexStore store = index.store();
        Path real = root.toRealPath();
        store.repositoryRows().stream()
                .filter(row -> PathText.textOf(row.root()).equals(real.toString()))
                .forEach(row -> store.remove(row.id()));
        if (!killed) {
            store.sweep(Optional.empty(), () -> false);
            store.tidy(() -> false);
        }
    }

    private void compare(Databases databases, IndexFixture index, ChangingTrees trees, String history)
            throws InterruptedException {
        IndexFixture clean = new IndexFixture(databases);
        // The order in which repositories came is history, too.
        clean.index(trees.roots().get(1));
        clean.index(trees.roots().get(0));
        List<String> differing = new ArrayList<>();
        for (String query : QUERIES) {
            for (Optional<String> directory : List.of(Optional.<String>empty(), Optional.of("ties"))) {
                List<String> expected = answer(databases, clean, query, directory);
                if (!answer(databases, index, query, directory).equals(expected)) {
                    differing.add(query + " in " + directory.orElse("all"));
                }
            }
        }
        assertThat(differing).as(history).isEmpty();
    }

    private List<String> answer(Databases databases, IndexFixture index, String query, Optional<String> directory) {
        Database database = databases.project(index.database());
        Map<?, Path> places = index.store().repositoryRows().stream()
                .collect(Collectors.toMap(RepositoryRow::id, RepositoryRow::root));
        SearchRequest request = new SearchRequest(
                query, SearchScope.EVERYTHING, Optional.empty(), directory, Optional.empty(), 50, Detail.FULL);
        SearchResponse response = search.search(database, request);
        List<String> lines = new ArrayList<>(List.of(String.valueOf(response.totalCount())));
        for (SearchResult one : response.results()) {
            lines.add(String.join(
                    "\t",
                    String.valueOf(places.get(one.repositoryId())),
                    one.filePath(),
                    one.lines().toString(),
                    one.symbol().toString(),
                    one.kind().toString(),
                    Double.toString(one.score()),
                    one.why(),
                    one.content()));
        }
        return lines;
    }
}

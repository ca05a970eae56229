package dev.codebasemcp.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.OnOneJdk;
import dev.codebasemcp.database.Database;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.indexing.IndexFixture;
import dev.codebasemcp.search.LabelledTree.Question;
import dev.codebasemcp.search.retrieve.Retrieval;
import dev.codebasemcp.search.retrieve.SearchScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a result names is what it shows. The outline of the file itself is the judge: a definition has the lines of its
 * syntax tree, and those above it up to a blank line or to what is defined before.
 *
 * <p>On other trees with {@code -Dlabels.trees=/path/a,/path/b -Dlabels.questions=120}; the figures are in {@code target/label-law.txt} then.
 */
@Timeout(3_600)
@OnOneJdk
class LabelLawTest {
    private static final int QUESTIONS = Integer.getInteger("labels.questions", 60);

    @TempDir
    Path temp;

    private final SearchService search =
            new SearchService(() -> IndexFixture.EMBEDDER, new Retrieval(64 << 20, 1 << 30), new FileSystemCalls());

    @PostgresTest
    void holdsOnSamplesOfAllLanguages(Databases databases) throws Exception {
        Path tree = temp.resolve("samples");
        copy(Path.of("src/test/resources/dev/codebasemcp/code/outline"), tree);

        Stats figures = judge(databases, tree);

        assertThat(figures.faults).isEmpty();
        assertThat(figures.results).isGreaterThan(300);
        assertThat(figures.named).isGreaterThan(figures.results / 2);
    }

    @PostgresTest
    void holdsOnTheSourceOfThisProgram(Databases databases) throws Exception {
        Path tree = temp.resolve("own");
        copy(Path.of("src/main/java"), tree);

        Stats figures = judge(databases, tree);

        assertThat(figures.faults).isEmpty();
        assertThat(figures.names).isGreaterThan(QUESTIONS / 2);
        assertThat(figures.named).isGreaterThan(figures.results / 2);
    }

    @PostgresTest
    void holdsOnRealRepositories(Databases databases) throws Exception {
        String trees = System.getProperty("labels.trees", "");
        List<String> report = new ArrayList<>();
        int faults = 0;
        for (String tree : trees.isEmpty() ? new String[0] : trees.split(",", -1)) {
            Stats figures = judge(databases, Path.of(tree));
            report.add(tree + ": " + figures.text());
            report.addAll(figures.faults);
            faults += figures.faults.size();
        }
        Files.write(Path.of("target/label-law.txt"), report);
        assertThat(faults).as("faults in target/label-law.txt").isZero();
    }

    /** What was seen on a tree. */
    private static final class Stats {
        private int results;
        private int named;
        private int names;
        private final List<String> faults = new ArrayList<>();

        private String text() {
            return results + " results, " + named + " of them with a symbol; " + names + " names of functions; "
                    + faults.size() + " faults";
        }
    }

    private Stats judge(Databases databases, Path root) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        index.index(root);
        Database database = databases.project(index.database());
        LabelledTree tree = LabelledTree.of(root, indexed(index));
        Stats figures = new Stats();
        for (Question question : tree.questions(QUESTIONS)) {
            List<SearchResult> full = ask(database, question, Detail.FULL);
            List<SearchResult> concise = ask(database, question, Detail.CONCISE);
            for (int i = 0; i < full.size(); i++) {
                figures.results++;
                figures.named += full.get(i).symbol().isPresent() ? 1 : 0;
                if (tree.has(full.get(i))) {
                    judge(tree, question, full.get(i), concise.get(i)).ifPresent(figures.faults::add);
                }
            }
            if (question.name().isPresent()) {
                figures.names++;
                tree.faultOfName(question.name().get(), full).ifPresent(figures.faults::add);
            }
        }
        return figures;
    }

    private static Set<String> indexed(IndexFixture index) {
        return index.store().read(snapshot -> {
            Set<String> paths = new HashSet<>();
            snapshot.forEachFile(file -> paths.add(file.key().path()));
            return paths;
        });
    }

    private static Optional<String> judge(
            LabelledTree tree, Question question, SearchResult full, SearchResult concise) {
        return tree.faultOfFull(full)
                .or(() -> tree.faultOfConcise(concise))
                .or(() -> full.symbol().equals(concise.symbol()) && full.kind().equals(concise.kind())
                        ? Optional.empty()
                        : Optional.of("named differently when concise: " + full + concise))
                .map(fault -> question.text() + ": " + fault);
    }

    private List<SearchResult> ask(Database database, Question question, Detail detail) {
        SearchRequest request = new SearchRequest(
                question.text(),
                SearchScope.EVERYTHING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                10,
                detail);
        return search.search(database, request).results();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.toString().endsWith(".expected")) {
                    IndexFixture.write(to.resolve(from.relativize(file).toString()), Files.readString(file));
                }
            }
        }
    }
}

package dev.codebasemcp.search.rank;

import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.search.query.PathWord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The points of tests by the files that they test. A test tests the files of its repository that have its name without "test":
 * {@code pool_test.go} tests {@code pool.go}, {@code HttpClientTest.java} tests {@code HttpClient.java}.
 */
final class TestedFiles {
    /** Words at the start or the end of a test's name. */
    private static final Set<String> TEST = Set.of("test", "tests", "spec", "specs", "it", "case");

    private record Subject(RepositoryId repository, String name) {}

    private final Map<Subject, Double> points = new HashMap<>();

    /** Adds the points of a test's best chunk. */
    void add(FileRef test, double points) {
        List<String> words = words(test);
        int from = 0;
        int to = words.size();
        while (from < to && TEST.contains(words.get(from))) {
            from++;
        }
        while (from < to && TEST.contains(words.get(to - 1))) {
            to--;
        }
        if (from < to) {
            String name = String.join("", words.subList(from, to));
            this.points.merge(new Subject(test.repositoryId(), name), points, Math::max);
        }
    }

    /** The points of the best test of a file, 0 if there is none. */
    double points(FileRef file) {
        return points.isEmpty()
                ? 0
                : points.getOrDefault(new Subject(file.repositoryId(), String.join("", words(file))), 0.0);
    }

    private static List<String> words(FileRef file) {
        return file.words().stem().stream().map(PathWord::word).collect(Collectors.toList());
    }
}

package dev.codebasemcp.search.rank;

import dev.codebasemcp.model.RepositoryId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The points of tests by the files that they test. A test tests the files of its repository that have its name without "test":
 * {@code pool_test.go} tests {@code pool.go}, {@code HttpClientTest.java} tests {@code HttpClient.java}.
 */
final class TestedFiles {
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern TEST = Pattern.compile("^tests?|(?:tests?|testcase|spec|it)$");

    private record Subject(RepositoryId repository, String name) {}

    private final Map<Subject, Double> points = new HashMap<>();

    /** Adds the points of a test's best chunk. */
    void add(FileRef test, double points) {
        String subject = TEST.matcher(name(test)).replaceAll("");
        if (!subject.isEmpty()) {
            this.points.merge(new Subject(test.repositoryId(), subject), points, Math::max);
        }
    }

    /** The points of the best test of a file, 0 if there is none. */
    double points(FileRef file) {
        return points.isEmpty() ? 0 : points.getOrDefault(new Subject(file.repositoryId(), name(file)), 0.0);
    }

    private static String name(FileRef file) {
        return SEPARATORS
                .matcher(PathWords.fileStem(file.path()).toLowerCase(Locale.ROOT))
                .replaceAll("");
    }
}

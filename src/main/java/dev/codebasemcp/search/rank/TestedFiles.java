package dev.codebasemcp.search.rank;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.search.query.PathWord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The points of tests by the files that they test. A test tests the files of its repository that have its name without "test":
 * {@code pool_test.go} tests {@code pool.go}, {@code HttpClientTest.java} tests {@code HttpClient.java}. A test with its
 * directory's name, as {@code pool/index.test.ts}, tests the nearest ones alone: many directories have the same name.
 */
final class TestedFiles {
    /** Words at the start or the end of a test's name. */
    private static final Set<String> TEST = Set.of("test", "tests", "spec", "specs", "it", "case");

    private record Subject(RepositoryId repository, String name) {}

    private final Map<Subject, Double> points = new HashMap<>();
    private final Map<FileKey, Double> pointsOfNearest = new HashMap<>();
    private final Map<Subject, List<FileRef>> files = new HashMap<>();

    /**
     * Starts without points.
     *
     * @param files all that may be tested
     */
    TestedFiles(Stream<FileRef> files) {
        files.forEach(file -> this.files
                .computeIfAbsent(subject(file), unused -> new ArrayList<>(1))
                .add(file));
    }

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
            Subject subject = new Subject(test.repositoryId(), name);
            if (PathWords.isNameless(test.path())) {
                nearest(test, files.getOrDefault(subject, List.of()))
                        .forEach(file -> pointsOfNearest.merge(file.key(), points, Math::max));
            } else {
                this.points.merge(subject, points, Math::max);
            }
        }
    }

    private static List<FileRef> nearest(FileRef test, List<FileRef> files) {
        int most = files.stream().mapToInt(file -> shared(test, file)).max().orElse(0);
        return files.stream().filter(file -> shared(test, file) == most).toList();
    }

    /** The number of directories that both are in. */
    private static int shared(FileRef one, FileRef other) {
        int shared = 0;
        int end = Math.min(one.path().length(), other.path().length());
        for (int i = 0; i < end && one.path().charAt(i) == other.path().charAt(i); i++) {
            shared += one.path().charAt(i) == '/' ? 1 : 0;
        }
        return shared;
    }

    /** The points of the best test of a file, 0 if there is none. */
    double points(FileRef file) {
        double named = points.isEmpty() ? 0 : points.getOrDefault(subject(file), 0.0);
        return Math.max(named, pointsOfNearest.getOrDefault(file.key(), 0.0));
    }

    private static Subject subject(FileRef file) {
        return new Subject(file.repositoryId(), String.join("", words(file)));
    }

    private static List<String> words(FileRef file) {
        return file.words().stem().stream().map(PathWord::word).collect(Collectors.toList());
    }
}

package dev.codebasemcp.search.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.QueryAnalyser;
import dev.codebasemcp.search.rank.FileOrder;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.rank.PathMatch;
import dev.codebasemcp.search.rank.PathWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathIndexTest {
    private static final String[] WORDS = {
        "conf",
        "config",
        "configuration",
        "auth",
        "authentication",
        "http",
        "client",
        "server",
        "parse",
        "parser",
        "json",
        "url",
        "router",
        "route",
        "io",
        "test",
        "cache",
        "caching",
        "hash",
        "map"
    };
    private static final int LIMIT = 30;

    @RepeatedTest(40)
    void bringsWhatComparingAllPathsWouldBring(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        List<List<FileRef>> files = new ArrayList<>();
        RepositoryId repository = new RepositoryId(new UUID(1, 1));
        for (int i = 0; i < 400; i++) {
            String path = words(random, "/", 2) + "/" + words(random, "_", 3) + ".py";
            files.add(List.of(FileRef.of(new FileKey(repository, path), "python")));
        }
        AnalysedQuery query = QueryAnalyser.analyse(words(random, " ", 5));

        List<Double> scores = PathIndex.of(files, new FileOrder(List.of(repository)))
                .find(query, Selection.everything(files.size()), LIMIT)
                .stream()
                .map(content -> score(query, files.get(content)))
                .toList();

        assertThat(scores)
                .isEqualTo(files.stream()
                        .filter(one -> isTouched(query, one.get(0).words()))
                        .map(one -> score(query, one))
                        .sorted(Comparator.reverseOrder())
                        .limit(LIMIT)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "package.json | package.json, web/package.json, web/app/package.json",
                "web/package.json | web/package.json",
                "app/package.json | web/app/package.json",
                "/home/me/shop/web/package.json | web/package.json",
                "/other/place/package.json | package.json",
                "c.json | ''",
                "web | ''",
                "pool.java | src/Pool.java, lib/src/Pool.java",
                "/src/pool.java | src/Pool.java, lib/src/Pool.java",
                "https://host/blob/main/lib/src/pool.java | lib/src/Pool.java",
            })
    void findsTheFilesThatAPathNames(String path, String expected) {
        List<String> paths = List.of(
                "web/app/package.json",
                "web/package.json",
                "package.json",
                "src/Pool.java",
                "lib/src/Pool.java",
                "abc.json");
        RepositoryId repository = new RepositoryId(new UUID(1, 1));
        List<List<FileRef>> files = paths.stream()
                .map(file -> List.of(FileRef.of(new FileKey(repository, file), "text")))
                .toList();

        List<PathIndex.Named> named = PathIndex.of(files, new FileOrder(List.of(repository)))
                .named(path, Selection.everything(files.size()), 3);

        assertThat(String.join(
                        ", ", named.stream().map(one -> one.file().path()).toList()))
                .isEqualTo(expected);
        assertThat(named).allSatisfy(one -> assertThat(files.get(one.content())).containsExactly(one.file()));
    }

    @Test
    void copiesOfAContentAreTakenOnce() {
        RepositoryId repository = new RepositoryId(new UUID(1, 1));
        List<FileRef> copies = IntStream.range(0, 30)
                .mapToObj(i -> FileRef.of(new FileKey(repository, "p" + i + "/__init__.py"), "python"))
                .toList();

        List<PathIndex.Named> named = PathIndex.of(List.of(copies), new FileOrder(List.of(repository)))
                .named("__init__.py", Selection.everything(1), 20);

        assertThat(named).extracting(PathIndex.Named::file).hasSize(20).doesNotHaveDuplicates();
    }

    /** Whether a word of the path begins with a word of the query. */
    private static boolean isTouched(AnalysedQuery query, PathWords path) {
        return Stream.concat(path.stem().stream(), path.directories().stream())
                .flatMap(word -> Stream.of(word.word(), word.stem()))
                .anyMatch(word -> query.pathWords().stream()
                        .anyMatch(asked -> begins(word, asked.word()) || begins(word, asked.stem())));
    }

    private static boolean begins(String word, String asked) {
        return asked.length() < 3 ? word.equals(asked) : word.startsWith(asked);
    }

    private static double score(AnalysedQuery query, List<FileRef> files) {
        return PathMatch.score(query, files.get(0).words());
    }

    private static String words(Random random, String separator, int most) {
        List<String> words = new ArrayList<>();
        for (int i = random.nextInt(most) + 1; i > 0; i--) {
            words.add(WORDS[random.nextInt(WORDS.length)]);
        }
        return String.join(separator, words);
    }
}

package dev.codebasemcp.symbols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.code.parser.Grammars;
import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.quarantine.Quarantine;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are parsed once, and those that are read one after another are parsed together. */
class ParsedFilesTest {
    private static final RepositoryId REPOSITORY = new RepositoryId(new UUID(1, 1));
    private static final String DATABASE = "a";
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final long LARGE = 1 << 20;

    @TempDir
    private Path natives;

    private Outliner outliner;
    private ParsedFiles parsed;
    private final List<Integer> queries = new ArrayList<>();

    @BeforeEach
    void start() {
        outliner = new Outliner(new Grammars(natives), new Quarantine(natives, Clock.systemUTC()));
        parsed = new ParsedFiles(outliner, LARGE);
    }

    @AfterEach
    void end() {
        outliner.close();
    }

    @Test
    void filesAreReadAheadInOneQueryAndParsedOnce() {
        List<IndexedFile> files = files(40);

        parsed.readAhead(Optional.of("even"), DATABASE, files, this::texts, LONG);

        assertThat(queries).containsExactly(40);
        for (IndexedFile file : files) {
            boolean isEven = file.contentId() % 2 == 0;
            assertThat(parsed.having("even", DATABASE, file, ParsedFilesTest::unexpected)
                            .isPresent())
                    .isEqualTo(isEven);
            assertThat(parsed.isWithout("even", DATABASE, file)).isEqualTo(!isEven);
        }
        parsed.readAhead(Optional.of("even"), DATABASE, files, this::texts, LONG);
        assertThat(queries).hasSize(1);

        parsed.readAhead(Optional.empty(), DATABASE, files, this::texts, LONG);
        assertThat(queries).containsExactly(40, 20);
        assertThat(files)
                .allSatisfy(file -> assertThat(parsed.get(DATABASE, file, ParsedFilesTest::unexpected)
                                .orElseThrow()
                                .path())
                        .isEqualTo(file.ref().key().path()));
    }

    @Test
    void aFileThatIsNotReadAheadIsReadWhenItIsAskedFor() {
        IndexedFile file = files(1).get(0);
        parsed.readAhead(Optional.empty(), DATABASE, List.of(file), this::texts, LONG);

        assertThat(queries).isEmpty();
        assertThat(parsed.get(DATABASE, file, ParsedFilesTest::text)).isPresent();
    }

    @Test
    void anInterruptedQuestionStaysInterruptedAndLosesNothing() {
        Thread.currentThread().interrupt();
        parsed.readAhead(Optional.empty(), DATABASE, files(8), this::texts, LONG);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(files(8))
                .allSatisfy(file -> assertThat(parsed.get(DATABASE, file, ParsedFilesTest::text))
                        .isPresent());
    }

    @Test
    void withoutTimeNothingIsWaitedFor() {
        parsed.readAhead(Optional.empty(), DATABASE, files(8), this::texts, Duration.ZERO);

        assertThat(files(8))
                .allSatisfy(file -> assertThat(parsed.get(DATABASE, file, ParsedFilesTest::text))
                        .isPresent());
    }

    @Test
    void aFailureOfTheDatabaseIsTheQuestions() {
        assertThatThrownBy(() -> parsed.readAhead(
                        Optional.empty(),
                        DATABASE,
                        files(8),
                        some -> {
                            throw new IllegalStateException("the database is gone");
                        },
                        LONG))
                .hasMessage("the database is gone");
    }

    @Test
    void noMoreThanTheNextFilesAreReadAhead() {
        List<Integer> groups = new ArrayList<>();
        List<Long> seen = new ArrayList<>();
        for (IndexedFile file : new FilesAhead(files(40), next -> groups.add(next.size()))) {
            seen.add(file.contentId());
            if (seen.size() == 17) {
                assertThat(groups).containsExactly(16, 16);
            }
        }
        assertThat(seen).hasSize(40).isSorted();
        assertThat(groups).containsExactly(16, 16, 8);
    }

    @Test
    void largeFilesAreReadInSmallerGroups() {
        List<Integer> groups = new ArrayList<>();
        List<IndexedFile> files = IntStream.range(0, 5)
                .mapToObj(i -> new IndexedFile(FileRef.of(new FileKey(REPOSITORY, i + ".c"), "c"), i, i * 100L, 100))
                .toList();

        assertThat(new FilesAhead(files, next -> groups.add(next.size()))).containsExactlyElementsOf(files);
        assertThat(groups).containsExactly(2, 2, 1);
    }

    private static List<IndexedFile> files(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new IndexedFile(FileRef.of(new FileKey(REPOSITORY, i + ".java"), "java"), i, i, 1))
                .toList();
    }

    private Map<Long, String> texts(Collection<IndexedFile> some) {
        queries.add(some.size());
        return some.stream().collect(Collectors.toMap(IndexedFile::contentId, ParsedFilesTest::text));
    }

    private static String text(IndexedFile file) {
        return file.contentId() % 2 == 0 ? "class A { int even; }" : "class A { int odd; } // not even";
    }

    private static String unexpected(IndexedFile file) {
        throw new AssertionError(file + " is read again");
    }
}

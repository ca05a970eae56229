package dev.codebasemcp.symbols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many files have a word, by those that were read. */
class WrittenWordsTest {
    private static final String DATABASE = "a";
    private static final RepositoryId REPOSITORY = new RepositoryId(new UUID(1, 1));

    private final List<IndexedFile> read = new ArrayList<>();
    private final List<Integer> queries = new ArrayList<>();
    private final WordsOfContents cache = new WordsOfContents();

    @Test
    void wordsAreCountedAsTheyAreWrittenOncePerFile() {
        WrittenWords words = written(4, file -> "class Command { Command command; int i" + file.contentId() + "; }");

        assertThat(words.filesWith("Command")).isEqualTo(4);
        assertThat(words.filesWith("command")).isEqualTo(4);
        assertThat(words.filesWith("i2")).isEqualTo(1);
        assertThat(words.filesWith("COMMAND")).isZero();
        assertThat(words.filesWith("comm")).isZero();
    }

    @Test
    void aContentIsReadOnceAndManyInOneQuery() {
        written(200, file -> "a");
        assertThat(queries).hasSizeLessThan(10);
        assertThat(read).hasSize(200).doesNotHaveDuplicates();

        written(201, file -> "a");
        assertThat(read).hasSize(201);

        cache.clear();
        written(200, file -> "a");
        assertThat(read).hasSize(401);
    }

    @Test
    void anotherDatabaseHasOtherContents() {
        written(3, file -> "a");
        List<int[]> other = cache.of(
                "b", files(3), some -> some.stream().collect(Collectors.toMap(IndexedFile::contentId, one -> "b")));

        assertThat(other).allSatisfy(words -> assertThat(words).containsExactly(WordsOfContents.number("b")));
    }

    @Test
    void aSampleStandsForAllFiles() {
        WrittenWords words = written(5_000, file -> file.contentId() % 3 == 0 ? "Third" : "Other");

        assertThat(read).hasSize(250);
        assertThat(words.filesWith("Third")).isCloseTo(1_667, within(40.0));
        assertThat(words.filesWith("Third") + words.filesWith("Other")).isCloseTo(5_000, within(1.0));
    }

    @Test
    void aReaderWithoutTimeHasASampleOfEverywhere() {
        WrittenWords words = WrittenWords.of(
                files(5_000),
                some -> cache.of(DATABASE, some, unknown -> texts(unknown, file -> "Base")),
                () -> !queries.isEmpty());

        assertThat(queries).hasSize(1);
        assertThat(read)
                .hasSizeLessThan(100)
                .anyMatch(one -> one.contentId() < 500)
                .anyMatch(one -> one.contentId() >= 4_500);
        assertThat(words.filesWith("Base")).isCloseTo(5_000, within(1.0));
        assertThat(WrittenWords.of(files(10), some -> List.of(), () -> true).filesWith("Base"))
                .isPositive();
    }

    private WrittenWords written(int files, Function<IndexedFile, String> text) {
        return WrittenWords.of(
                files(files), some -> cache.of(DATABASE, some, unknown -> texts(unknown, text)), () -> false);
    }

    private Map<Long, String> texts(List<IndexedFile> files, Function<IndexedFile, String> text) {
        queries.add(files.size());
        read.addAll(files);
        return files.stream().collect(Collectors.toMap(IndexedFile::contentId, text));
    }

    private static List<IndexedFile> files(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new IndexedFile(FileRef.of(new FileKey(REPOSITORY, i + ".py"), "python"), i, i, 1))
                .toList();
    }
}

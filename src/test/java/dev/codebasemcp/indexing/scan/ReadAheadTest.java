package dev.codebasemcp.indexing.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReadAheadTest {
    private static final String FIRST = "0.txt";

    @TempDir
    private Path root;

    @Test
    void readsAheadAsManyEntriesAsItMayKeep() throws Exception {
        List<Path> directories = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            directories.add(directory("d" + i, 1_000));
        }
        try (ReadAhead ahead = new ReadAhead()) {
            List<ReadAhead.Planned> planned = ahead.plan(directories);
            awaitRest();
            for (Path directory : directories) {
                Files.delete(directory.resolve(FIRST));
            }

            // Five times a thousand are more than may be kept.
            assertThat(names(planned.get(0))).hasSize(1_000).contains(FIRST);
            assertThat(names(planned.get(4))).hasSize(1_000).contains(FIRST);
            assertThat(names(planned.get(7))).hasSize(999).doesNotContain(FIRST);
        }
    }

    @Test
    void goesOnAsTheWalkTakes() throws Exception {
        Path large = directory("large", 4_096);
        Path next = directory("next", 3);
        try (ReadAhead ahead = new ReadAhead()) {
            List<ReadAhead.Planned> planned = ahead.plan(List.of(large, next));
            awaitRest();
            assertThat(names(planned.get(0))).hasSize(4_096);
            awaitRest();
            Files.delete(next.resolve(FIRST));

            assertThat(names(planned.get(1))).hasSize(3);
        }
    }

    @Test
    void whatIsPlannedLastIsReadFirst() throws Exception {
        Path large = directory("large", 4_096);
        Path later = directory("later", 3);
        Path inner = directory("inner", 4_096);
        try (ReadAhead ahead = new ReadAhead()) {
            List<ReadAhead.Planned> planned = ahead.plan(List.of(large, later));
            awaitRest();
            ReadAhead.Planned first = ahead.plan(List.of(inner)).get(0);
            assertThat(names(planned.get(0))).hasSize(4_096);
            awaitRest();
            Files.delete(inner.resolve(FIRST));
            Files.delete(later.resolve(FIRST));

            assertThat(names(first)).hasSize(4_096);
            assertThat(names(planned.get(1))).hasSize(2);
        }
    }

    @Test
    void aDirectoryThatIsGoneIsToldWhenTheWalkComesToIt() throws Exception {
        Path gone = root.resolve("gone");
        try (ReadAhead ahead = new ReadAhead()) {
            ReadAhead.Planned planned = ahead.plan(List.of(gone)).get(0);
            awaitRest();

            assertThatThrownBy(planned::take).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void anEntryThatIsGoneIsToldWhenItIsLookedAt() throws Exception {
        Path directory = directory("d", 1);
        List<DirectoryEntry> entries = ReadAhead.list(directory);
        Files.delete(directory.resolve(FIRST));

        assertThat(entries.get(0).probe().kind()).isEqualTo(FileProbe.Kind.FILE);
        assertThatThrownBy(() -> DirectoryEntry.probed(directory.resolve(FIRST)).probe())
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void itsThreadEndsWithTheWalk() throws Exception {
        try (ReadAhead ahead = new ReadAhead()) {
            assertThat(ahead.plan(List.of(directory("d", 1)))).hasSize(1);
            awaitRest();
        }
        while (reader().isPresent()) {
            Thread.onSpinWait();
        }
    }

    private Path directory(String name, int files) throws IOException {
        Path directory = Files.createDirectories(root.resolve(name));
        for (int i = 0; i < files; i++) {
            Files.createFile(directory.resolve(i + ".txt"));
        }
        return directory;
    }

    private static List<String> names(ReadAhead.Planned planned) throws IOException, InterruptedException {
        return planned.take().orElseThrow().stream()
                .map(entry -> entry.path().getFileName().toString())
                .toList();
    }

    /** Waits until there is nothing to read, or no room for it. */
    private static void awaitRest() {
        while (reader().map(Thread::getState)
                .filter(Thread.State.WAITING::equals)
                .isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private static Optional<Thread> reader() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("read-ahead-"))
                .findFirst();
    }
}

package dev.codebasemcp.indexing.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.files.FileProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReadAheadTest {
    private static final String FIRST = "0.txt";

    @TempDir
    private Path root;

    @Test
    void readsAheadAsManyEntriesAsItMayKeep() throws Exception {
        List<Path> directories = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            directories.add(directory("d" + i, 1_000));
        }
        try (ReadAhead ahead = new ReadAhead()) {
            List<ReadAhead.Planned> planned = plan(ahead, directories);
            awaitRest();
            for (Path directory : directories) {
                Files.delete(directory.resolve(FIRST));
            }

            assertThat(names(planned.get(0))).hasSize(1_000).contains(FIRST);
            assertThat(names(planned.get(1))).hasSize(1_000).contains(FIRST);
            assertThat(names(planned.get(3))).hasSize(999).doesNotContain(FIRST);
        }
    }

    @Test
    void goesOnAsTheWalkTakes() throws Exception {
        Path large = directory("large", 2_000);
        Path next = directory("next", 3);
        try (ReadAhead ahead = new ReadAhead()) {
            List<ReadAhead.Planned> planned = plan(ahead, List.of(large, next));
            awaitRest();
            assertThat(names(planned.get(0))).hasSize(2_000);
            awaitRest();
            Files.delete(next.resolve(FIRST));

            assertThat(names(planned.get(1))).hasSize(3);
        }
    }

    @Test
    void whatIsInTheDirectoryEnteredLastIsReadWhateverWaits() throws Exception {
        Path large = directory("large", 2_000);
        Path later = directory("later", 3);
        Path inner = directory("inner", 3);
        try (ReadAhead ahead = new ReadAhead()) {
            List<ReadAhead.Planned> outer = plan(ahead, List.of(large, later));
            awaitRest();
            ReadAhead.Planned first = plan(ahead, List.of(inner)).get(0);
            awaitRest();
            Files.delete(inner.resolve(FIRST));
            Files.delete(later.resolve(FIRST));

            assertThat(names(first)).hasSize(3);
            assertThat(names(outer.get(0))).hasSize(2_000);
            assertThat(names(outer.get(1))).hasSize(2);
        }
    }

    @Test
    void aDirectoryThatIsGoneIsToldWhenTheWalkComesToIt() throws Exception {
        Path gone = root.resolve("gone");
        try (ReadAhead ahead = new ReadAhead()) {
            ReadAhead.Planned planned = plan(ahead, List.of(gone)).get(0);
            awaitRest();

            assertThatThrownBy(planned::take).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void whatCouldNotBeReadAheadIsTriedAgain() throws Exception {
        Path late = root.resolve("late");
        try (ReadAhead ahead = new ReadAhead()) {
            ReadAhead.Planned planned = plan(ahead, List.of(late)).get(0);
            awaitRest();
            directory("late", 2);

            assertThat(names(planned)).hasSize(2);
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aDirectoryThatHasBecomeALinkIsNotRead() throws Exception {
        Path link = Files.createSymbolicLink(root.resolve("link"), directory("elsewhere", 1));
        try (ReadAhead ahead = new ReadAhead()) {
            ReadAhead.Planned planned = plan(ahead, List.of(link)).get(0);

            assertThatThrownBy(planned::take).isInstanceOf(NotDirectoryException.class);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDirectoryWhereTheKernelShowsItsStateIsNotRead() throws Exception {
        Path kernels = Path.of("/proc");

        assertThat(ReadAhead.read(kernels, FileProbe.of(Path.of("/")).device())).isEmpty();
        assertThat(ReadAhead.read(kernels.resolve("sys"), FileProbe.of(kernels).device()))
                .isPresent();
        assertThat(ReadAhead.read(directory("d", 1), FileProbe.of(kernels).device()))
                .isPresent();
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
            assertThat(plan(ahead, List.of(directory("d", 1)))).hasSize(1);
            awaitRest();
        }
        while (reader().isPresent()) {
            look();
        }
    }

    private List<ReadAhead.Planned> plan(ReadAhead ahead, List<Path> directories) throws IOException {
        return ahead.plan(directories, FileProbe.of(root).device());
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
            look();
        }
    }

    /** Ends a test that waits in vain. */
    private static void look() {
        assertThat(Thread.interrupted())
                .as("interrupted by the test's time limit")
                .isFalse();
        Thread.onSpinWait();
    }

    private static Optional<Thread> reader() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("read-ahead-"))
                .findFirst();
    }
}

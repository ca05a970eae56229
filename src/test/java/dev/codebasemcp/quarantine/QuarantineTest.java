package dev.codebasemcp.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.model.ContentHash;
import dev.codebasemcp.threads.NamedThreads;
import dev.codebasemcp.threads.OwnThread;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineTest {
    private static final ContentHash SUSPECT = content("suspect");
    private static final ContentHash OTHER = content("other");

    @TempDir
    private Path directory;

    private final AtomicInteger trials = new AtomicInteger();

    @Test
    void whatADeadProcessReadIsTriedOnceAndRefusedForGoodIfItEndsThatToo() throws Exception {
        deadProcess(SUSPECT, OTHER);
        try (Quarantine quarantine = new Quarantine(directory, Clock.systemUTC())) {
            assertThat(quarantine.enter(SUSPECT, this::ends)).isEqualTo(new Quarantine.Refused("it ends its process"));
            assertThat(quarantine.enter(SUSPECT, this::ends)).isEqualTo(new Quarantine.Refused("it ends its process"));
        }
        try (Quarantine later = new Quarantine(directory, Clock.systemUTC())) {
            assertThat(later.enter(SUSPECT, this::ends)).isEqualTo(new Quarantine.Refused("it ends its process"));
        }
        assertThat(trials).hasValue(1);
    }

    @Test
    void theInnocentGoFreeAndNothingIsLeftOfThem() throws Exception {
        deadProcess(SUSPECT, OTHER);
        try (Quarantine quarantine = new Quarantine(directory, Clock.systemUTC())) {
            for (ContentHash one : List.of(SUSPECT, OTHER, SUSPECT)) {
                leave(quarantine.enter(one, this::harmless));
            }
        }
        assertThat(trials).hasValue(2);
        assertThat(files()).isEmpty();
    }

    @Test
    void whatNobodyMarkedIsNotTried() throws Exception {
        deadProcess(SUSPECT);
        try (Quarantine quarantine = new Quarantine(directory, Clock.systemUTC())) {
            leave(quarantine.enter(OTHER, this::ends));
        }
        assertThat(trials).hasValue(0);
    }

    @Test
    void aSuspectThatCannotBeTriedStaysOne() throws Exception {
        deadProcess(SUSPECT);
        try (Quarantine quarantine = new Quarantine(directory, Clock.systemUTC())) {
            Quarantine.Entry entry = quarantine.enter(SUSPECT, () -> {
                throw new IOException("no process");
            });
            assertThat(entry)
                    .isInstanceOfSatisfying(
                            Quarantine.Refused.class,
                            refused -> assertThat(refused.cause()).contains("no process"));
            assertThat(quarantine.enter(SUSPECT, this::ends)).isEqualTo(new Quarantine.Refused("it ends its process"));
        }
    }

    @Test
    void aMarkIsThereWhileTheContentIsReadAndNoLonger() throws Exception {
        try (Quarantine quarantine = new Quarantine(directory, Clock.systemUTC())) {
            Quarantine.Entry entry = quarantine.enter(SUSPECT, this::ends);
            assertThat(Files.readAllBytes(files().get(0))).contains(bytesOf(SUSPECT.low()));
            leave(entry);
            try (MarkFile marks = MarkFile.open(files().get(0))) {
                assertThat(marks.isEmpty()).isTrue();
            }
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void whatALivingProcessReadsIsWaitedForAndReadWhenThatHasRead() throws Exception {
        try (MarkFile living = MarkFile.create(directory, "1-1-living");
                Quarantine quarantine = new Quarantine(directory, Clock.systemUTC())) {
            living.mark(3, SUSPECT);
            CompletableFuture<Quarantine.Entry> entry = OwnThread.supply(() -> quarantine.enter(SUSPECT, this::ends));
            leave(quarantine.enter(OTHER, this::ends));
            assertThat(entry).isNotDone();
            living.clear(3);
            leave(entry.get(30, TimeUnit.SECONDS));
        }
        assertThat(trials).hasValue(0);
    }

    @Test
    void threadsThatMeetASuspectTogetherTryItOnce() throws Exception {
        deadProcess(SUSPECT);
        CountDownLatch together = new CountDownLatch(8);
        List<CompletableFuture<Quarantine.Entry>> entries = new ArrayList<>();
        try (Quarantine quarantine = new Quarantine(directory, Clock.systemUTC())) {
            for (int i = 0; i < 8; i++) {
                CompletableFuture<Quarantine.Entry> entry = new CompletableFuture<>();
                entries.add(entry);
                new NamedThreads("reader")
                        .newThread(() -> {
                            together.countDown();
                            try {
                                together.await();
                            } catch (InterruptedException stopped) {
                                Thread.currentThread().interrupt();
                            }
                            entry.complete(quarantine.enter(SUSPECT, this::ends));
                        })
                        .start();
            }
            for (CompletableFuture<Quarantine.Entry> entry : entries) {
                assertThat(entry.get(30, TimeUnit.SECONDS)).isInstanceOf(Quarantine.Refused.class);
            }
        }
        assertThat(trials).hasValue(1);
    }

    @Test
    void aRefusalHoldsForProcessesThatRun() {
        try (Quarantine one = new Quarantine(directory, Clock.systemUTC());
                Quarantine other = new Quarantine(directory, Clock.systemUTC())) {
            leave(other.enter(SUSPECT, this::ends));
            one.refuse(SUSPECT, "it hangs");
            assertThat(other.enter(SUSPECT, this::ends)).isEqualTo(new Quarantine.Refused("it hangs"));
        }
    }

    @Test
    void withoutAPlaceForMarksTheWorkGoesOn() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "in the way");
        try (Quarantine quarantine = new Quarantine(file.resolve("below"), Clock.systemUTC())) {
            leave(quarantine.enter(SUSPECT, this::ends));
            quarantine.refuse(SUSPECT, "it hangs");
            assertThat(quarantine.enter(SUSPECT, this::ends)).isEqualTo(new Quarantine.Refused("it hangs"));
        }
    }

    @Test
    void anInterruptedReaderDoesNotEndTheMarksOfOthers() throws Exception {
        try (Quarantine quarantine = new Quarantine(directory, Clock.systemUTC())) {
            Thread.currentThread().interrupt();
            leave(quarantine.enter(OTHER, this::ends));
            assertThat(Thread.interrupted()).isTrue();

            Quarantine.Entry entry = quarantine.enter(SUSPECT, this::ends);
            assertThat(Files.readAllBytes(files().get(0))).contains(bytesOf(SUSPECT.low()));
            leave(entry);
        }
    }

    @Test
    void moreReadersThanMarksTakeTurns() throws Exception {
        try (Quarantine quarantine = new Quarantine(directory, Clock.systemUTC())) {
            List<Quarantine.Entry> inside = new ArrayList<>();
            for (int i = 0; i < MarkFile.SLOTS; i++) {
                inside.add(quarantine.enter(content("content " + i), this::ends));
            }
            CompletableFuture<Quarantine.Entry> next = OwnThread.supply(() -> quarantine.enter(OTHER, this::ends));
            inside.forEach(QuarantineTest::leave);
            leave(next.get(30, TimeUnit.SECONDS));
        }
    }

    private Optional<String> ends() {
        trials.incrementAndGet();
        return Optional.of("it ends its process");
    }

    private Optional<String> harmless() {
        trials.incrementAndGet();
        return Optional.empty();
    }

    /** Leaves the file of a process that died while reading some contents: its lock is free. */
    private void deadProcess(ContentHash... contents) throws IOException {
        try (MarkFile marks = MarkFile.create(directory, "1-1-dead")) {
            for (int i = 0; i < contents.length; i++) {
                marks.mark(i, contents[i]);
            }
        }
    }

    private static void leave(Quarantine.Entry entry) {
        assertThat(entry).isInstanceOf(Quarantine.Admitted.class);
        ((Quarantine.Admitted) entry).admission().leave();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static byte[] bytesOf(long value) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        return bytes.putLong(value).array();
    }

    private static ContentHash content(String text) {
        return ContentHash.of(text.getBytes(StandardCharsets.UTF_8));
    }
}

package dev.codebasemcp.indexing.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.indexing.scan.ScanEnd;
import dev.codebasemcp.model.ContentHash;
import dev.codebasemcp.model.FileStamp;
import dev.codebasemcp.model.KnownFile;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Runs scans over a model of a file system whose times are coarse (from 1 ns to 2 s, by the seed), with edits before,
 * between and in the middle of scans. After a scan without an edit in it, the index must equal the file system.
 */
class ChangeDetectorModelTest {
    private static final List<String> PATHS = List.of("a", "b", "d/a", "d/b", "d/e/a", "d0", "f");
    /** Few and of equal length, so that an edit often changes neither size nor, within the granularity, time. */
    private static final List<String> CONTENTS = List.of("x1", "x2", "x3", "long");

    private record Entry(String content, long modifiedNanos, long inode) {}

    private final Map<String, Entry> files = new TreeMap<>();
    private final Map<String, KnownFile> known = new HashMap<>();
    /** The content that is indexed of each known file. */
    private final Map<String, String> indexed = new TreeMap<>();

    private Random random = new Random(0);
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long granularityNanos;
    private long nextInode;

    @RepeatedTest(300)
    void neverMissesAChange(RepetitionInfo repetition) {
        random = new Random(repetition.getCurrentRepetition());
        granularityNanos =
                List.of(1L, 1_000_000L, 1_000_000_000L, 2_000_000_000L).get(random.nextInt(4));
        for (int round = 0; round < 30; round++) {
            for (int edits = random.nextInt(4); edits > 0; edits--) {
                edit();
            }
            scan(random.nextInt(10) == 0, true);
            scan(false, false);
            assertThat(indexed).isEqualTo(contents());
        }
    }

    private Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        files.forEach((path, entry) -> contents.put(path, entry.content));
        return contents;
    }

    private void edit() {
        passTime();
        String path = PATHS.get(random.nextInt(PATHS.size()));
        Entry old = files.get(path);
        if (old != null && random.nextInt(5) == 0) {
            files.remove(path);
            return;
        }
        long inode = old == null || random.nextInt(4) == 0 ? ++nextInode : old.inode;
        long time = nanos(now) / granularityNanos * granularityNanos;
        files.put(path, new Entry(CONTENTS.get(random.nextInt(CONTENTS.size())), time, inode));
    }

    private void passTime() {
        now = now.plus(Duration.ofNanos(1 + random.nextInt(random.nextBoolean() ? 1_000_000 : 2_000_000_000)));
    }

    private void scan(boolean force, boolean disturbed) {
        passTime();
        ChangeDetector detector = new ChangeDetector(known, force, clock());
        for (String path : List.copyOf(files.keySet())) {
            disturb(disturbed);
            Entry walked = files.get(path);
            if (walked != null && detector.found(path, stamp(walked)) == FileVerdict.READ) {
                disturb(disturbed);
                read(detector, path);
            }
        }
        for (String gone : detector.deleted(ScanEnd.COMPLETE)) {
            known.remove(gone);
            indexed.remove(gone);
        }
    }

    private void disturb(boolean disturbed) {
        if (disturbed && random.nextInt(4) == 0) {
            edit();
        }
    }

    private void read(ChangeDetector detector, String path) {
        Entry entry = files.get(path);
        if (entry == null) {
            detector.vanished(path);
            return;
        }
        ContentHash hash = ContentHash.of(entry.content.getBytes(StandardCharsets.UTF_8));
        if (detector.compare(path, hash) == ContentVerdict.CHANGED) {
            indexed.put(path, entry.content);
        }
        FileStamp stamp = stamp(entry);
        boolean settled = stamp.isSettledAt(detector.scanStarted());
        known.put(path, KnownFile.indexed(path, stamp, settled, hash));
    }

    private static FileStamp stamp(Entry entry) {
        return new FileStamp(entry.content.length(), entry.modifiedNanos, entry.inode);
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }
}

package dev.codebasemcp.indexing.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.indexing.scan.ScanEnd;
import dev.codebasemcp.model.ContentHash;
import dev.codebasemcp.model.FileStamp;
import dev.codebasemcp.model.FileState;
import dev.codebasemcp.model.KnownFile;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeDetectorTest {
    private static final Instant FIRST_SCAN = Instant.parse("2026-01-01T00:01:00Z");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:02:00Z"), ZoneOffset.UTC);
    private static final FileStamp OLD = stamp(10, FIRST_SCAN.minusSeconds(30), 7);
    private static final ContentHash HASH = ContentHash.of(new byte[] {1});

    private final Map<String, KnownFile> known = new LinkedHashMap<>();

    @Test
    void readsAFileThatIsNotKnown() {
        assertThat(detector().found("new", OLD)).isEqualTo(FileVerdict.READ);
        assertThat(detector().compare("new", HASH)).isEqualTo(ContentVerdict.CHANGED);
    }

    @Test
    void trustsAnEqualStampThatIsOldEnough() {
        know("a", OLD, FileState.INDEXED);
        assertThat(detector().found("a", OLD)).isEqualTo(FileVerdict.UNCHANGED);
    }

    @Test
    void readsWhenAnyPartOfTheStampDiffers() {
        know("a", OLD, FileState.INDEXED);
        Instant modified = FIRST_SCAN.minusSeconds(30);
        assertThat(detector().found("a", stamp(11, modified, 7))).isEqualTo(FileVerdict.READ);
        assertThat(detector().found("a", stamp(10, modified.plusNanos(1), 7))).isEqualTo(FileVerdict.READ);
        assertThat(detector().found("a", stamp(10, modified.minusSeconds(9), 7)))
                .isEqualTo(FileVerdict.READ);
        assertThat(detector().found("a", stamp(10, modified, 8))).isEqualTo(FileVerdict.READ);
    }

    @Test
    void doesNotTrustAFileModifiedWithinTwoSecondsOfItsScan() {
        FileStamp racy = stamp(10, FIRST_SCAN.minusSeconds(2).plusNanos(1), 7);
        FileStamp settled = stamp(10, FIRST_SCAN.minusSeconds(2), 7);
        know("racy", racy, FileState.INDEXED);
        know("settled", settled, FileState.INDEXED);
        assertThat(detector().found("racy", racy)).isEqualTo(FileVerdict.READ);
        assertThat(detector().compare("racy", HASH)).isEqualTo(ContentVerdict.SAME_CONTENT);
        assertThat(detector().found("settled", settled)).isEqualTo(FileVerdict.UNCHANGED);
    }

    @Test
    void triesAFailedFileAgainAndLeavesASkippedOne() {
        know("failed", OLD, FileState.FAILED);
        know("skipped", OLD, FileState.SKIPPED);
        assertThat(detector().found("failed", OLD)).isEqualTo(FileVerdict.READ);
        assertThat(detector().found("skipped", OLD)).isEqualTo(FileVerdict.UNCHANGED);
    }

    @Test
    void forceReadsAndIndexesEverything() {
        know("a", OLD, FileState.INDEXED);
        ChangeDetector forced = new ChangeDetector(known, true, CLOCK);
        assertThat(forced.found("a", OLD)).isEqualTo(FileVerdict.READ);
        assertThat(forced.compare("a", HASH)).isEqualTo(ContentVerdict.CHANGED);
        assertThat(forced.deleted(ScanEnd.COMPLETE)).isEmpty();
    }

    @Test
    void namesTheKnownFilesThatWereNotFound() {
        know("a", OLD, FileState.INDEXED);
        know("b", OLD, FileState.SKIPPED);
        know("c", OLD, FileState.FAILED);
        ChangeDetector detector = detector();
        detector.found("a", OLD);
        assertThat(detector.deleted(ScanEnd.COMPLETE)).containsExactly("b", "c");
    }

    @Test
    void aStoppedScanDeletesNothing() {
        know("a", OLD, FileState.INDEXED);
        assertThat(detector().deleted(ScanEnd.STOPPED)).isEmpty();
    }

    @Test
    void keepsWhatIsBelowADirectoryThatCouldNotBeRead() {
        for (String path : new String[] {"dir", "dir-x", "dir/a", "dir/b/c", "dir0", "other"}) {
            know(path, OLD, FileState.INDEXED);
        }
        ChangeDetector detector = detector();
        detector.failed("dir");
        assertThat(detector.deleted(ScanEnd.COMPLETE)).containsExactly("dir-x", "dir0", "other");
    }

    @Test
    void aFileThatVanishedBeforeItWasReadIsDeleted() {
        know("a", OLD, FileState.INDEXED);
        ChangeDetector detector = detector();
        detector.found("a", stamp(99, FIRST_SCAN, 7));
        detector.found("new", OLD);
        detector.vanished("a");
        detector.vanished("new");
        assertThat(detector.deleted(ScanEnd.COMPLETE)).containsExactly("a");
    }

    @Test
    void theScanBeganWhenTheDetectorWasMade() {
        assertThat(detector().scanStarted()).isEqualTo(CLOCK.instant());
    }

    private ChangeDetector detector() {
        return new ChangeDetector(known, false, CLOCK);
    }

    private void know(String path, FileStamp stamp, FileState state) {
        boolean settled = stamp.isSettledAt(FIRST_SCAN);
        known.put(
                path,
                new KnownFile(path, state, stamp, settled, Optional.of(HASH), Optional.empty(), Optional.empty()));
    }

    private static FileStamp stamp(long size, Instant modified, long inode) {
        long nanos = modified.getEpochSecond() * 1_000_000_000L + modified.getNano();
        return new FileStamp(size, nanos, inode);
    }
}

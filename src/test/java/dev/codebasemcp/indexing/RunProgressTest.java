package dev.codebasemcp.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.jobs.JobControl;
import dev.codebasemcp.model.JobProgress;
import dev.codebasemcp.model.SkipReason;
import org.junit.jupiter.api.Test;

/** What a run says at its end: numbers that add up. */
class RunProgressTest {
    private final RunProgress progress = new RunProgress(new JobControl() {
        @Override
        public void report(JobProgress counts) {
            assertThat(counts.filesScanned()).isNotNegative();
        }

        @Override
        public boolean stopRequested() {
            return false;
        }
    });

    @Test
    void whatTheWalkDoesNotHandOnIsNoPartOfTheFilesThatWereFound() {
        find(125);
        for (int i = 0; i < 12; i++) {
            progress.skipped(SkipReason.BINARY);
        }
        progress.skippedByWalk(".git", SkipReason.BUILT_IN_DIRECTORY);
        progress.written(113, 400, 2);

        assertThat(progress.summary())
                .isEqualTo(
                        "Found 125 files: 113 indexed in 400 chunks, 12 skipped. Left out by name or kind, unread: 1."
                                + " Skipped in all, as listed: 13."
                                + " Deleted from the index: 2.");
        assertThat(progress.snapshot().filesSkipped()).isEqualTo(13);
    }

    @Test
    void whatIsUpToDateIsCountedAndNothingIsSaidOfWhatIsNotThere() {
        find(1);
        progress.written(1, 1, 0);
        assertThat(progress.summary()).isEqualTo("Found 1 file: 1 indexed in 1 chunk.");

        find(9);
        progress.failed("a", "cannot be read");
        progress.unreached("closed", "cannot be looked at");
        progress.vanished();
        assertThat(progress.summary())
                .isEqualTo("Found 10 files: 1 indexed in 1 chunk, 7 up to date, 1 failed, 1 gone before they were read."
                        + " Not to be looked at: 1.");
        assertThat(progress.snapshot().filesFailed()).isEqualTo(2);
    }

    private void find(int files) {
        for (int i = 0; i < files; i++) {
            progress.found();
        }
        progress.walked();
    }
}

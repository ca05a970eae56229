package dev.codebasemcp.mcp.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.mcp.tools.ProjectPart.NotSearched;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.project.ResolutionTier;
import dev.codebasemcp.project.ResolvedProject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuardedSearchTest {
    private static final ResolvedProject PROJECT = new ResolvedProject(
            ProjectId.random(),
            "shop",
            new DatabaseName("cb_proj_shop_0123abcd"),
            ResolutionTier.EXPLICIT,
            "",
            Optional.empty(),
            true,
            List.of());

    @Test
    void aLackOfMemoryIsTheFailureOfOneProject() throws Exception {
        assertThat(reason(new OutOfMemoryError("Java heap space"))).startsWith("There was not enough memory. ");
    }

    @Test
    void anyOtherErrorIsTheFailureOfOneProjectAndInTheLog() throws Exception {
        for (Throwable bug :
                List.of(new StackOverflowError(), new AssertionError("x"), new IllegalStateException("x"))) {
            assertThat(reason(bug)).isEqualTo("Internal error; the log has its cause.");
        }
    }

    @Test
    void nobodyWaitsForAnInterruptedSearch() {
        assertThatThrownBy(() -> SeveralProjects.guarded(PROJECT, () -> {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted");
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static String reason(Throwable failure) throws InterruptedException {
        ProjectPart part = SeveralProjects.guarded(PROJECT, () -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        });
        assertThat(part).isInstanceOf(NotSearched.class);
        return ((NotSearched) part).reason();
    }
}

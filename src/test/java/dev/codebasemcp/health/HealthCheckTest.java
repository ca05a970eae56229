package dev.codebasemcp.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.embedding.Embedder;
import dev.codebasemcp.indexing.IndexFixture;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;

/** What a look finds on a server that works. */
class HealthCheckTest {
    @TempDir
    private Path home;

    @PostgresTest
    void aModelThatCannotBeLoadedIsUnhealthyWithItsCause(Databases databases) {
        Supplier<Embedder> failing = () -> {
            throw new IllegalStateException("the table of words is cut off");
        };

        HealthReport report = new HealthCheck(databases, failing, home).check();

        assertThat(report.status()).isEqualTo(HealthStatus.UNHEALTHY);
        assertThat(report.reasons().get(0))
                .contains("embedding model cannot be loaded", "the table of words is cut off", "install");
        assertThat(report.model()).isEmpty();
        assertThat(report.backend()).isPresent();
    }

    @PostgresTest
    void aHomeThatCannotBeLookedAtIsAWorry(Databases databases) {
        Path nowhere = home.resolve("nowhere");

        HealthReport report = new HealthCheck(databases, () -> IndexFixture.EMBEDDER, nowhere).check();

        assertThat(report.status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(report.reasons()).anyMatch(reason -> reason.startsWith(nowhere + " cannot be looked at"));
        assertThat(report.model()).contains(IndexFixture.EMBEDDER.model());
    }
}

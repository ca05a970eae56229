package dev.codebasemcp.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.PoolStats;
import dev.codebasemcp.database.ServerStats;
import dev.codebasemcp.database.registry.RegistryStats;
import dev.codebasemcp.model.ProjectState;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each figure on both sides of its limit. */
class HealthFindingsTest {
    private static final Path HOME = Path.of("/home/user/.codebase-mcp");

    private final HealthFindings findings = new HealthFindings();

    @Test
    void usualFiguresAreHealthy() {
        findings.judge(pool(20, 0));
        findings.judge(server(90, 100));
        findings.judge(registry(Map.of(ProjectState.READY, 3L, ProjectState.CREATING, 1L)));
        findings.judgeDisk(HOME, 512L << 20);

        assertThat(findings.reasons()).isEmpty();
        assertThat(findings.status()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void requestsThatWaitDegrade() {
        findings.judge(pool(20, 3));

        assertDegraded("3 requests wait for one of 20 database connections", "CODEBASE_MCP_MAX_CONNECTIONS");
    }

    @ParameterizedTest
    @CsvSource({"91, 100", "100, 100", "19, 20"})
    void aServerWithFewConnectionsLeftDegrades(int connections, int most) {
        findings.judge(server(connections, most));

        assertDegraded("has " + connections + " of " + most + " connections", "max_connections");
    }

    @Test
    void aDiskThatIsNearlyFullDegrades() {
        findings.judgeDisk(HOME, (512L << 20) - 1);

        assertDegraded("Only 511 MB are free", HOME.toString(), "make room");
    }

    @Test
    void vanishedDatabasesDegrade() {
        findings.judge(registry(Map.of(ProjectState.READY, 3L, ProjectState.MISSING, 2L)));

        assertDegraded("The databases of 2 projects are gone", "list_projects");
    }

    @Test
    void oneBrokenThingIsUnhealthyAndComesBeforeTheWorries() {
        findings.judge(pool(20, 1));
        findings.addFailure("The model is gone.");
        findings.judgeDisk(HOME, 0);

        assertThat(findings.status()).isEqualTo(HealthStatus.UNHEALTHY);
        assertThat(findings.reasons())
                .hasSize(3)
                .startsWith("The model is gone.")
                .anyMatch(reason -> reason.contains("Only 0 MB"));
    }

    private void assertDegraded(String... parts) {
        assertThat(findings.reasons()).singleElement().asString().contains(parts);
        assertThat(findings.status()).isEqualTo(HealthStatus.DEGRADED);
    }

    private static PoolStats pool(int inUse, int waiting) {
        return new PoolStats(inUse, waiting, 0, 20, 4, 20, 8);
    }

    private static ServerStats server(int connections, int most) {
        return new ServerStats("17.11", connections, most, 12);
    }

    private static RegistryStats registry(Map<ProjectState, Long> projects) {
        return new RegistryStats(projects, Map.of(), 0);
    }
}

package dev.codebasemcp.provisioning;

import static dev.codebasemcp.provisioning.ProvisioningFaultsTest.assertUsable;
import static dev.codebasemcp.provisioning.ProvisioningFaultsTest.dropRegistry;
import static dev.codebasemcp.provisioning.ProvisioningFaultsTest.run;
import static dev.codebasemcp.provisioning.ProvisioningFixture.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.database.AdvisoryLocks;
import dev.codebasemcp.database.LockKey;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresFixture;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.model.RejectedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Databases, rows and the registry itself that somebody removed while they were in use. */
@Timeout(300)
@OneFlavour
class ProvisioningLossesTest {
    @TempDir
    Path temporary;

    @PostgresTest
    void aDatabaseThatIsDroppedUnderOpenConnectionsIsMadeAgain(PostgresFixture fixture) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(fixture.databases());
        ProvisioningFixture another = new ProvisioningFixture(fixture.anotherProcess());
        Path home = named(temporary, "shop");
        ReadyProject before = process.ready(home);
        assertThat(before.database().isCurrent()).isTrue();
        another.databases.drop(before.databaseName());

        ReadyProject after = process.ready(home);

        assertUsable(process, after, "dropped");
        assertThat(after.warnings()).singleElement().asString().contains("had vanished", "index again");
        assertThat(after.database().identity()).isNotEqualTo(before.database().identity());
        assertThat(another.ready(home).warnings()).isEmpty();
    }

    @PostgresTest
    void aRegistryThatIsDroppedUnderItsUsersIsMadeAgainAndProjectsKeepTheirDatabases(PostgresFixture fixture)
            throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(fixture.databases());
        ProvisioningFixture another = new ProvisioningFixture(fixture.anotherProcess());
        Path home = named(temporary, "shop");
        ReadyProject before = process.ready(home);
        assertThat(another.ready(home).id()).isEqualTo(before.id());
        run(process, before, "CREATE TABLE kept AS SELECT 1 AS mark");
        LockKey key = LockKey.of("test", "dropped");
        AdvisoryLocks.Held lost = process.databases.locks().tryHold(key).orElseThrow();
        dropRegistry(fixture, process);

        List<ReadyProject> after = Concurrently.run(8, i -> (i % 2 == 0 ? process : another).ready(home));

        assertThat(after).extracting(ReadyProject::id).containsOnly(before.id());
        assertUsable(another, after.get(0), "healed");
        assertThat(after)
                .flatExtracting(ReadyProject::warnings)
                .singleElement()
                .asString()
                .contains("already existed", "with its data");
        run(process, after.get(0), "INSERT INTO kept VALUES (2)");
        assertThat(lost.isAlive()).isFalse();
        lost.close();
        dropRegistry(fixture, process);
        try (AdvisoryLocks.Held held = process.databases.locks().hold(key, Duration.ofSeconds(20))) {
            assertThat(held.isAlive()).isTrue();
        }
        assertThatThrownBy(() -> process.readyExplicit("shop", temporary))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("shop");
        assertThat(process.ready(home).id()).isEqualTo(before.id());
    }

    @PostgresTest
    void aRowThatIsRemovedIsMadeAgainWithTheSameIdentityAndDatabase(PostgresFixture fixture) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(fixture.databases());
        Path home = named(temporary, "shop");
        ReadyProject before = process.ready(home);
        run(process, before, "CREATE TABLE kept AS SELECT 1 AS mark");
        process.execute("DELETE FROM projects");

        assertThatThrownBy(() -> process.readyExplicit("shop", temporary))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("shop");
        ReadyProject after = process.ready(home);

        assertUsable(process, after, "removed");
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.warnings()).singleElement().asString().contains("already existed", "with its data");
        run(process, after, "INSERT INTO kept VALUES (2)");
    }
}

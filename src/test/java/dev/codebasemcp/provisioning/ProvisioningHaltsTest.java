package dev.codebasemcp.provisioning;

import static dev.codebasemcp.provisioning.ProvisioningFaultsTest.assertUsable;
import static dev.codebasemcp.provisioning.ProvisioningFaultsTest.run;
import static dev.codebasemcp.provisioning.ProvisioningFixture.directory;
import static dev.codebasemcp.provisioning.ProvisioningFixture.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresFixture;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.VectorFlavour;
import dev.codebasemcp.database.registry.ProjectRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that end between two steps as if they were killed: nothing is released in order, nothing is told to anyone. */
@Timeout(300)
@OneFlavour
class ProvisioningHaltsTest {
    private static final List<ProvisioningStep> STEPS_OF_A_NEW_ONE = List.of(
            ProvisioningStep.LOCKED,
            ProvisioningStep.REGISTERED,
            ProvisioningStep.CREATED,
            ProvisioningStep.READY,
            ProvisioningStep.WRITTEN_BACK);
    /** The spare was taken before these. */
    private static final List<ProvisioningStep> WITH_A_DATABASE =
            List.of(ProvisioningStep.CREATED, ProvisioningStep.READY, ProvisioningStep.WRITTEN_BACK);

    @TempDir
    Path temporary;

    @PostgresTest
    void aProcessThatIsHaltedAfterAnyStepIsHealedByTheNextRequest(PostgresFixture fixture) throws Exception {
        ProvisioningFixture next = new ProvisioningFixture(fixture.databases());
        Map<ProvisioningStep, ProvisioningChild> halted = new EnumMap<>(ProvisioningStep.class);
        for (ProvisioningStep step : STEPS_OF_A_NEW_ONE) {
            halted.put(step, ProvisioningChild.start(fixture, fixture.options(), home(step), step));
        }
        for (Map.Entry<ProvisioningStep, ProvisioningChild> end : halted.entrySet()) {
            ProvisioningStep step = end.getKey();
            halt(end.getValue(), step);

            ReadyProject healed = next.ready(home(step));

            assertUsable(next, healed, step.name());
            assertThat(healed.warnings()).isEmpty();
        }
        assertThat(next.projects.all()).hasSize(STEPS_OF_A_NEW_ONE.size());
    }

    /** One after the other, since there is one spare at a time. */
    @PostgresTest
    void aProcessThatIsHaltedBeforeOrAfterItTookTheSpareIsHealedByTheNextRequest(PostgresFixture fixture)
            throws Exception {
        ProvisioningFixture next = new ProvisioningFixture(fixture.open(fixture.optionsWithSpare()));
        for (ProvisioningStep step : STEPS_OF_A_NEW_ONE) {
            long spare = fixture.spare().oid();
            ProvisioningChild child = ProvisioningChild.start(fixture, fixture.optionsWithSpare(), home(step), step);
            halt(child, step);
            if (WITH_A_DATABASE.contains(step)) {
                assertThat(row(next, step).databaseOid()).as(step.name()).hasValue(spare);
            } else {
                assertThat(fixture.spare().oid()).as(step.name()).isEqualTo(spare);
            }

            ReadyProject healed = next.ready(home(step));

            assertUsable(next, healed, step.name());
            assertThat(healed.warnings()).isEmpty();
            assertThat(row(next, step).databaseOid()).as(step.name()).hasValue(spare);
        }
        assertThat(next.projects.all()).hasSize(STEPS_OF_A_NEW_ONE.size());
    }

    @PostgresTest
    void aProcessThatIsHaltedInARepairIsHealedByTheNextRequestWhichTellsOfTheLoss(PostgresFixture fixture)
            throws Exception {
        ProvisioningFixture before = new ProvisioningFixture(fixture.databases());
        for (ProvisioningStep step : List.of(ProvisioningStep.FOUND_MISSING, ProvisioningStep.CREATED)) {
            before.databases.drop(before.ready(home(step)).databaseName());
            halt(ProvisioningChild.start(fixture, fixture.options(), home(step), step), step);
            assertThat(row(before, step).ready()).as(step.name()).isFalse();
            ProvisioningFixture next = new ProvisioningFixture(fixture.databases());

            ReadyProject healed = next.ready(home(step));

            assertUsable(next, healed, step.name());
            assertThat(healed.warnings())
                    .as(step.name())
                    .singleElement()
                    .asString()
                    .contains("had vanished", "is empty, so index again");
            assertThat(next.ready(home(step)).warnings()).isEmpty();
        }
    }

    @PostgresTest
    void aProcessThatIsHaltedAfterAMigrationIsHealedByTheNextRequest(PostgresFixture fixture) throws Exception {
        ProvisioningFixture before = new ProvisioningFixture(fixture.databases());
        ReadyProject old = before.ready(home(ProvisioningStep.MIGRATED));
        run(before, old, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        if (fixture.flavour() == VectorFlavour.PGVECTOR) {
            run(before, old, "CREATE EXTENSION IF NOT EXISTS vector");
        }
        assertThat(old.database().isCurrent()).isFalse();

        halt(
                ProvisioningChild.start(
                        fixture, fixture.options(), home(ProvisioningStep.MIGRATED), ProvisioningStep.MIGRATED),
                ProvisioningStep.MIGRATED);
        ProvisioningFixture next = new ProvisioningFixture(fixture.databases());
        ReadyProject healed = next.ready(home(ProvisioningStep.MIGRATED));

        assertUsable(next, healed, "migrated");
        assertThat(healed.id()).isEqualTo(old.id());
        assertThat(healed.warnings()).isEmpty();
    }

    @PostgresTest
    void aProcessThatIsHaltedAfterARenameIsHealedByTheNextRequest(PostgresFixture fixture) throws Exception {
        ProvisioningFixture before = new ProvisioningFixture(fixture.databases());
        Path home = home(ProvisioningStep.RENAMED);
        ReadyProject old = before.ready(home);
        directory(home, "\"name\": \"after\", \"id\": \"" + old.id() + "\"");

        halt(
                ProvisioningChild.start(fixture, fixture.options(), home, ProvisioningStep.RENAMED),
                ProvisioningStep.RENAMED);
        ProvisioningFixture next = new ProvisioningFixture(fixture.databases());
        ReadyProject healed = next.ready(home);

        assertUsable(next, healed, "renamed");
        assertThat(healed.id()).isEqualTo(old.id());
        assertThat(healed.name()).isEqualTo("after");
        assertThat(healed.databaseName()).isEqualTo(old.databaseName());
        assertThat(next.projects.all()).hasSize(1);
    }

    private static void halt(ProvisioningChild child, ProvisioningStep last) throws Exception {
        child.awaitReady();
        child.begin();
        child.awaitHalt(last);
    }

    private static ProjectRow row(ProvisioningFixture process, ProvisioningStep step) {
        return process.projects.byName("halted " + step).orElseThrow();
    }

    /** The directory of the project that is halted after {@code step}; its config is written by the first call. */
    private Path home(ProvisioningStep step) throws IOException {
        Path home = temporary.resolve(step.name());
        return home.toFile().exists() ? home.toRealPath() : named(home, "halted " + step);
    }
}

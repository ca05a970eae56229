package dev.codebasemcp.provisioning;

import static dev.codebasemcp.provisioning.ProvisioningFaultsTest.assertUsable;
import static dev.codebasemcp.provisioning.ProvisioningFaultsTest.run;
import static dev.codebasemcp.provisioning.ProvisioningFixture.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.DatabaseOptions;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresFixture;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.project.ResolvedProject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many requests at once, by threads and processes, with and without a spare database for who comes first.
 * {@code -Dcodebasemcp.faults=full} runs the full size.
 */
@Timeout(300)
@OneFlavour
class ProvisioningRacesTest {
    private static final int DIFFERENT = "full".equals(System.getProperty("codebasemcp.faults")) ? 50 : 15;

    @TempDir
    Path temporary;

    @PostgresTest
    void fiftyThreadsOfFiveProcessesProvisionOneProject(PostgresFixture fixture) throws Exception {
        provisionOneByFifty(fixture, fixture.options());
    }

    @PostgresTest
    void fiftyThreadsOfFiveProcessesProvisionOneProjectFromTheSpare(PostgresFixture fixture) throws Exception {
        long spare = fixture.spare().oid();

        ReadyProject made = provisionOneByFifty(fixture, fixture.optionsWithSpare());

        ProvisioningFixture process = new ProvisioningFixture(fixture.databases());
        assertThat(process.projects.byId(made.id()).orElseThrow().databaseOid()).hasValue(spare);
    }

    /** Everybody has resolved, to nothing that is there, before the first begins. */
    private ReadyProject provisionOneByFifty(PostgresFixture fixture, DatabaseOptions options) throws Exception {
        Path home = named(temporary, "wanted by all");
        fixture.databases().registry();
        List<ProvisioningChild> children = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            children.add(ProvisioningChild.start(fixture, options, home, 10));
        }
        Queue<String> done = new ConcurrentLinkedQueue<>();
        ProvisioningListener listener = (step, project) -> done.add(step.name());
        List<ProvisioningFixture> here = List.of(
                new ProvisioningFixture(fixture.open(options), listener),
                new ProvisioningFixture(fixture.open(options), listener));
        List<ResolvedProject> resolved =
                Concurrently.run(20, i -> here.get(i % 4 / 2).resolve(home));
        for (ProvisioningChild child : children) {
            child.awaitReady();
        }
        assertThat(here.get(0).projects.all()).isEmpty();

        for (ProvisioningChild child : children) {
            child.begin();
        }
        List<ReadyProject> made =
                Concurrently.run(20, i -> ProvisioningChild.request(here.get(i % 4 / 2), i, resolved, home));

        made.forEach(project -> done.add(project.id().toString()));
        for (ProvisioningChild child : children) {
            done.addAll(child.awaitEnd());
        }
        assertThat(done.stream().filter(made.get(0).id().toString()::equals)).hasSize(50);
        for (ProvisioningStep once :
                List.of(ProvisioningStep.REGISTERED, ProvisioningStep.CREATED, ProvisioningStep.READY)) {
            assertThat(done.stream().filter(once.name()::equals))
                    .as(once.name())
                    .hasSize(1);
        }
        assertThat(made).flatExtracting(ReadyProject::warnings).isEmpty();
        assertThat(here.get(0).projects.all()).hasSize(1);
        assertUsable(here.get(0), made.get(0), "one");
        return made.get(0);
    }

    @PostgresTest
    void manyProjectsAreProvisionedAtOnceByTwoProcesses(PostgresFixture fixture) throws Exception {
        provisionMany(fixture, fixture.options());
    }

    @PostgresTest
    void manyProjectsAreProvisionedAtOnceAndOneOfThemTakesTheSpare(PostgresFixture fixture) throws Exception {
        long spare = fixture.spare().oid();

        provisionMany(fixture, fixture.optionsWithSpare());

        assertThat(new ProvisioningFixture(fixture.databases()).projects.all())
                .filteredOn(row -> row.databaseOid().orElseThrow() == spare)
                .hasSize(1);
    }

    private void provisionMany(PostgresFixture fixture, DatabaseOptions options) throws Exception {
        List<ProvisioningFixture> processes =
                List.of(new ProvisioningFixture(fixture.open(options)), new ProvisioningFixture(fixture.open(options)));
        List<Path> homes = new ArrayList<>();
        for (int i = 0; i < DIFFERENT; i++) {
            homes.add(named(temporary.resolve("p" + i), "p" + i));
        }

        List<ReadyProject> made =
                Concurrently.run(DIFFERENT, i -> processes.get(i % 2).ready(homes.get(i)));

        Set<DatabaseName> names = new HashSet<>();
        for (ReadyProject project : made) {
            names.add(project.databaseName());
            assertUsable(processes.get(0), project, project.name());
        }
        assertThat(names).hasSize(DIFFERENT);
        assertThat(made).flatExtracting(ReadyProject::warnings).isEmpty();
    }

    @PostgresTest
    void anOldSchemaIsMigratedByOneRequestWhileTheOthersWait(PostgresFixture fixture) throws Exception {
        ProvisioningFixture older = new ProvisioningFixture(fixture.databases());
        Path home = named(temporary, "old");
        ReadyProject old = older.ready(home);
        run(older, old, "CREATE TABLE kept AS SELECT 7 AS mark");
        Queue<ProvisioningStep> done = new ConcurrentLinkedQueue<>();
        List<ProvisioningFixture> newer = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            newer.add(new ProvisioningFixture(fixture.nextVersion(), (step, project) -> done.add(step)));
        }
        assertThat(newer.get(0).databases.project(old.databaseName()).isCurrent())
                .isFalse();

        List<ReadyProject> migrated = Concurrently.run(24, i -> {
            ReadyProject project = newer.get(i % 3).ready(home);
            // What the later version has, and what was there before, can be used by whoever got an answer.
            run(newer.get(i % 3), project, "INSERT INTO next_version SELECT mark FROM kept");
            return project;
        });

        assertThat(migrated).extracting(ReadyProject::id).containsOnly(old.id());
        assertThat(migrated).flatExtracting(ReadyProject::warnings).isEmpty();
        assertThat(done).filteredOn(ProvisioningStep.MIGRATED::equals).hasSize(1);
        assertThat(done).doesNotContain(ProvisioningStep.CREATED, ProvisioningStep.REGISTERED);
        assertUsable(newer.get(0), migrated.get(0), "migrated");
    }
}

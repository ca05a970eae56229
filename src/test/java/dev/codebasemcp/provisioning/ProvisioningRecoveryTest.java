package dev.codebasemcp.provisioning;

import static dev.codebasemcp.provisioning.ProvisioningFixture.directory;
import static dev.codebasemcp.provisioning.ProvisioningFixture.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.registry.NewProject;
import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.project.ResolvedProject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** Provisioning after a crash between any two steps, after a loss, and by many at once. */
@OneFlavour
class ProvisioningRecoveryTest {
    private static final ProjectId ID =
            ProjectId.parse("5b0c1d0e-6f0a-4d5c-9a57-3f6f4f2a8c11").orElseThrow();

    @TempDir
    Path temporary;

    @PostgresTest
    void aRowWithoutADatabaseIsCompleted(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path home = halfMade(process);
        assertCompleted(process, home);
    }

    @PostgresTest
    void aRowWithADatabaseWithoutSchemaIsCompleted(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path home = halfMade(process);
        DatabaseName database = process.projects.byId(ID).orElseThrow().database();
        databases.create(database).write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
            }
        });
        assertCompleted(process, home);
    }

    @PostgresTest
    void aFinishedDatabaseWithAnUnfinishedRowIsCompleted(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path home = halfMade(process);
        databases.create(process.projects.byId(ID).orElseThrow().database());
        assertCompleted(process, home);
    }

    @PostgresTest
    void aRowWhoseIdDidNotReachTheConfigIsCompleted(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path home = named(temporary, "shop");
        DatabaseName database = DatabaseName.of("shop", ID);
        process.projects.insert(new NewProject(ID, "shop", database, Optional.of(home.toString()), Optional.empty()));
        databases.create(database);
        process.projects.markReady(ID, "portable");
        assertCompleted(process, home);
        assertThat(process.resolve(home).config().orElseThrow().id()).contains(ID);
    }

    @PostgresTest
    void aVanishedDatabaseIsMadeAgainAndTheAnswerSaysSo(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path home = named(temporary, "shop");
        ReadyProject before = process.ready(home);
        databases.drop(before.databaseName());
        ReadyProject after = process.ready(home);
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.warnings()).singleElement().asString().contains("had vanished", "'shop'", "index again");
        assertThat(after.database().isCurrent()).isTrue();
        assertThat(process.ready(home).warnings()).isEmpty();
    }

    @PostgresTest
    void aDatabaseThatWasReplacedByAnEmptyOneIsMigrated(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path home = named(temporary, "shop");
        DatabaseName name = process.ready(home).databaseName();
        databases.drop(name);
        databases.create(name).write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
            }
        });
        assertThat(process.ready(home).database().isCurrent()).isTrue();
    }

    @PostgresTest
    void twentyRequestsOfFourProcessesMakeOneProject(Databases databases) throws Exception {
        Path home = named(temporary, "shop");
        List<ProvisioningFixture> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(new ProvisioningFixture(databases));
        }
        List<ReadyProject> made = Concurrently.run(20, i -> processes.get(i % 4).ready(home));
        assertThat(made).extracting(ReadyProject::id).containsOnly(made.get(0).id());
        assertThat(made).flatExtracting(ReadyProject::warnings).isEmpty();
        assertThat(processes.get(0).projects.all())
                .singleElement()
                .satisfies(row -> assertThat(row.ready()).isTrue());
        assertThat(processes.get(0).resolve(home).config().orElseThrow().id())
                .contains(made.get(0).id());
    }

    @PostgresTest
    void tenProjectsAreMadeAtOnce(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        List<Path> homes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            homes.add(named(temporary.resolve("p" + i), "p" + i));
        }
        List<ReadyProject> made = Concurrently.run(10, i -> process.ready(homes.get(i)));
        assertThat(process.projects.all()).hasSize(10).allMatch(ProjectRow::ready);
        Set<DatabaseName> names = new HashSet<>();
        made.forEach(project -> names.add(project.databaseName()));
        assertThat(names).hasSize(10).allMatch(databases::exists);
    }

    private Path halfMade(ProvisioningFixture process) throws IOException {
        Path home = directory(temporary, "\"name\": \"shop\", \"id\": \"" + ID + "\"");
        process.projects.insert(new NewProject(
                ID, "shop", DatabaseName.of("shop", ID), Optional.of(home.toString()), Optional.empty()));
        return home;
    }

    private static void assertCompleted(ProvisioningFixture process, Path home) {
        ResolvedProject resolved = process.resolve(home);
        ReadyProject ready = process.provisioner.ensureReady(resolved);
        assertThat(ready.id()).isEqualTo(ID);
        assertThat(ready.warnings()).isEmpty();
        assertThat(ready.database().isCurrent()).isTrue();
        assertThat(process.projects.byId(ID)).hasValueSatisfying(row -> {
            assertThat(row.ready()).isTrue();
            assertThat(row.databaseOid()).isPresent();
        });
    }
}

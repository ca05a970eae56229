package dev.codebasemcp.provisioning;

import static dev.codebasemcp.provisioning.ProvisioningFixture.directory;
import static dev.codebasemcp.provisioning.ProvisioningFixture.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.VectorFlavour;
import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.JobStatus;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.project.ProjectConfig;
import dev.codebasemcp.project.ResolutionTier;
import dev.codebasemcp.project.ResolvedProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;

class ProjectProvisionerTest {
    private static final String ID = "5b0c1d0e-6f0a-4d5c-9a57-3f6f4f2a8c11";

    @TempDir
    Path temporary;

    // The old system resolved twice and found the new project only the first time.
    @PostgresTest
    void theSecondResolutionFindsTheNewProject(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path home = named(temporary, "shop");
        ResolvedProject first = process.resolve(home);
        assertThat(first.registered()).isFalse();
        ReadyProject made = process.provisioner.ensureReady(first);
        ResolvedProject second = process.resolve(home);
        assertThat(second.registered()).isTrue();
        assertThat(second.id()).isEqualTo(made.id());
        assertThat(second.database()).isEqualTo(made.databaseName());
        assertThat(process.ready(home).id()).isEqualTo(made.id());
    }

    // The old system kept new projects in memory only.
    @PostgresTest
    void aNewProjectIsInTheTable(Databases databases, VectorFlavour flavour) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        ReadyProject made = process.ready(named(temporary, "shop"));
        ProjectRow row = process.projects.byId(made.id()).orElseThrow();
        assertThat(row.name()).isEqualTo("shop");
        assertThat(row.ready()).isTrue();
        assertThat(row.createdFrom()).contains(temporary.toRealPath().toString());
        assertThat(row.flavour()).contains(flavour.name().toLowerCase(Locale.ROOT));
        assertThat(row.database())
                .hasToString("cb_proj_shop_" + made.id().toString().substring(0, 8));
        assertThat(databases.exists(row.database())).isTrue();
        assertThat(made.database().isCurrent()).isTrue();
        ProvisioningFixture another = new ProvisioningFixture(databases);
        assertThat(another.readyExplicit("shop", temporary).id()).isEqualTo(made.id());
        assertThat(another.readyExplicit(made.id().toString().toUpperCase(Locale.ROOT), temporary)
                        .tier())
                .isEqualTo(ResolutionTier.EXPLICIT);
    }

    // The old system's background job failed because nobody had made the database.
    @PostgresTest
    void aJobOfABrandNewProjectIsAcceptedOnceTheDatabaseIsThere(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path home = named(temporary, "shop");
        ResolvedProject resolved = process.resolve(home);
        assertThatThrownBy(() -> process.queue.submit(resolved.id(), resolved.database(), home, false))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("not ready");
        ReadyProject ready = process.provisioner.ensureReady(resolved);
        JobReport job = process.queue.submit(ready.id(), ready.databaseName(), home, false);
        assertThat(job.status()).isEqualTo(JobStatus.PENDING);
        assertThat(databases.exists(job.job().database())).isTrue();
    }

    @PostgresTest
    void withoutAConfigTheDefaultProjectIsUsed(Databases databases) {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        ReadyProject first = process.ready(temporary);
        assertThat(first.name()).isEqualTo("default");
        assertThat(first.tier()).isEqualTo(ResolutionTier.DEFAULT);
        assertThat(Term.plain(first.evidence()))
                .contains("no project_id is given", "config.json is at or above " + temporary);
        assertThat(process.ready(temporary).id()).isEqualTo(first.id());
    }

    @PostgresTest
    void anIdIsWrittenIntoTheConfig(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path home = named(temporary, "shop");
        ReadyProject made = process.ready(home);
        assertThat(home.resolve(".codebase-mcp/config.json"))
                .hasContent("{\"project\": {\"name\": \"shop\",\"id\": \"" + made.id() + "\"}}");
        assertThat(process.resolve(home).config().flatMap(ProjectConfig::id)).contains(made.id());
        Path copy = directory(temporary.resolve("copy"), "\"name\": \"shop\", \"id\": \"" + made.id() + "\"");
        assertThat(process.ready(copy).id()).isEqualTo(made.id());
    }

    @PostgresTest
    void aConfigThatCannotBeWrittenIsAWarningEachTime(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path target = Files.writeString(temporary.resolve("t.json"), "{\"project\": {\"name\": \"shop\"}}");
        Path folder = Files.createDirectory(temporary.resolve(".codebase-mcp"));
        Files.createSymbolicLink(folder.resolve("config.json"), target);
        ReadyProject made = process.ready(temporary);
        ReadyProject again = process.ready(temporary);
        assertThat(again.id()).isEqualTo(made.id());
        assertThat(again.warnings()).singleElement().asString().contains("could not be written back");
        assertThat(made.warnings()).isEqualTo(again.warnings());
    }

    @PostgresTest
    void theNameOfAnotherDirectorysProjectIsAConflict(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        ReadyProject made = process.ready(named(temporary.resolve("a"), "shop"));
        Path other = named(temporary.resolve("b"), "shop");
        assertThatThrownBy(() -> process.ready(other))
                .isInstanceOf(RejectedException.class)
                .hasMessageStartingWith(other.resolve(".codebase-mcp/config.json") + ": ")
                .hasMessageContaining("\"project.name\" is \"shop\"")
                .hasMessageContaining(temporary.toRealPath().resolve("a").toString())
                .hasMessageContaining(made.id().toString());
        Path withId = directory(temporary.resolve("c"), "\"name\": \"shop\", \"id\": \"" + ID + "\"");
        assertThatThrownBy(() -> process.ready(withId))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining(ID)
                .hasMessageContaining(made.id().toString());
        assertThat(process.projects.all()).hasSize(1);
    }

    @PostgresTest
    void aRenamedConfigRenamesTheProjectIfTheNameIsFree(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path home = directory(temporary.resolve("a"), "\"name\": \"old\", \"id\": \"" + ID + "\"");
        ReadyProject before = process.ready(home);
        process.ready(named(temporary.resolve("b"), "taken"));
        directory(home, "\"name\": \"new\", \"id\": \"" + ID + "\"");
        ReadyProject after = process.ready(home);
        assertThat(after.name()).isEqualTo("new");
        assertThat(after.databaseName()).isEqualTo(before.databaseName());
        assertThat(after.warnings()).containsExactly("The project 'old' is called 'new' now.");
        assertThat(process.ready(home).warnings()).isEmpty();
        directory(home, "\"name\": \"taken\", \"id\": \"" + ID + "\"");
        assertThatThrownBy(() -> process.ready(home))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("\"taken\"");
        assertThat(process.projects.all()).extracting(ProjectRow::name).containsExactly("new", "taken");
    }

    // The old system took another project's row away to make room for the changed id.
    @PostgresTest
    void aChangedIdIsAConflictAndDeletesNothing(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path home = named(temporary, "shop");
        ReadyProject made = process.ready(home);
        directory(home, "\"name\": \"shop\", \"id\": \"" + ID + "\"");
        assertThatThrownBy(() -> process.ready(home))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining(ID)
                .hasMessageContaining("projects adopt " + made.id());
        assertThat(process.projects.all()).extracting(ProjectRow::id).containsExactly(made.id());
        assertThat(databases.exists(made.databaseName())).isTrue();
        directory(home, "\"name\": \"another\", \"id\": \"" + ID + "\"");
        assertThat(process.ready(home).id()).hasToString(ID);
        assertThat(process.projects.all()).hasSize(2);
    }

    // The old system let a config point at the database of another project.
    @PostgresTest
    void aDatabaseHasOneOwnerAndAProjectKeepsItsDatabase(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path home = directory(temporary.resolve("a"), "\"name\": \"a\", \"database_name\": \"cb_proj_own_0123abcd\"");
        assertThat(process.ready(home).databaseName()).hasToString("cb_proj_own_0123abcd");
        Path thief = directory(temporary.resolve("b"), "\"name\": \"b\", \"database_name\": \"cb_proj_own_0123abcd\"");
        assertThatThrownBy(() -> process.ready(thief))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("\"project.database_name\"")
                .hasMessageContaining("belongs to the project 'a'");
        directory(home, "\"name\": \"a\", \"database_name\": \"cb_proj_own_ffffffff\"");
        assertThatThrownBy(() -> process.ready(home))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("registered with cb_proj_own_0123abcd");
        assertThat(process.projects.all()).hasSize(1);
    }
}

package dev.codebasemcp.administration;

import static dev.codebasemcp.provisioning.ProvisioningFixture.directory;
import static dev.codebasemcp.provisioning.ProvisioningFixture.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.OnOneJdk;
import dev.codebasemcp.database.AdvisoryLocks;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.LockKey;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.registry.JobOwnership;
import dev.codebasemcp.database.registry.JobsTable;
import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.database.registry.ProjectTagsTable;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.JobStatus;
import dev.codebasemcp.model.Machines;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.provisioning.ProvisioningFixture;
import dev.codebasemcp.provisioning.ReadyProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

@OnOneJdk
@OneFlavour
class ProjectAdministrationTest {
    private static final String ID = "5b0c1d0e-6f0a-4d5c-9a57-3f6f4f2a8c11";

    @TempDir
    Path temporary;

    @PostgresTest
    void createMakesAProjectThatTheNextRequestFinds(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        ReadyProject made = process.setup().create("shop", Optional.empty());
        assertThat(databases.exists(made.databaseName())).isTrue();
        assertThat(process.readyExplicit("shop", temporary).id()).isEqualTo(made.id());

        Path home = Files.createDirectory(temporary.resolve("mill")).toRealPath();
        ReadyProject mill = process.setup().create("m\"ll \u00e9", Optional.of(home));
        assertThat(process.ready(home).id()).isEqualTo(mill.id());
        assertThat(process.resolve(home).config().orElseThrow().id()).contains(mill.id());
        assertThat(process.projects.byId(mill.id()).orElseThrow().createdFrom()).contains(home.toString());
    }

    @PostgresTest
    void createTakesNoNameTwiceAndLeavesNothingBehind(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        ReadyProject made = process.ready(named(temporary.resolve("a"), "shop"));
        Path other = Files.createDirectory(temporary.resolve("b"));
        assertThatThrownBy(() -> process.setup().create("shop", Optional.of(other)))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining(made.id().toString())
                .hasMessageContaining("adopt");
        assertThat(other).isEmptyDirectory();
        assertThatThrownBy(() -> process.setup()
                        .create("other", Optional.of(temporary.toRealPath().resolve("a"))))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("there is a config already");
        for (String wrong : List.of(" ", "x".repeat(256), "a\0b", ID)) {
            assertThatThrownBy(() -> process.setup().create(wrong, Optional.empty()))
                    .isInstanceOf(RejectedException.class);
        }
        assertThat(process.projects.all()).hasSize(1);
    }

    @PostgresTest
    void deleteTakesRowAndDatabaseAndNothingElse(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path home = named(temporary.resolve("a"), "shop");
        ReadyProject shop = process.ready(home);
        ReadyProject other = process.ready(named(temporary.resolve("b"), "shopping"));
        DatabaseName stranger = new DatabaseName("cb_proj_shop_ffffffff");
        databases.create(stranger);
        String config = Files.readString(home.resolve(".codebase-mcp/config.json"));

        ProjectAdministration.Change deleted = process.administration().delete("shop", Optional.of("shop"));

        assertThat(deleted.before().id()).isEqualTo(shop.id());
        assertThat(deleted.notes()).singleElement().asString().contains("config.json stays");
        assertThat(databases.exists(shop.databaseName())).isFalse();
        assertThat(process.projects.byId(shop.id())).isEmpty();
        assertThat(databases.exists(stranger)).isTrue();
        assertThat(databases.exists(other.databaseName())).isTrue();
        assertThat(process.projects.all()).extracting(ProjectRow::name).containsExactly("shopping");
        assertThat(Files.readString(home.resolve(".codebase-mcp/config.json"))).isEqualTo(config);
        assertThat(process.ready(home).id()).isEqualTo(shop.id());
        databases.drop(stranger);
    }

    @PostgresTest
    void tagsBelongToAProjectUntilTheyAreTakenOrItIsDeleted(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        ReadyProject shop = process.ready(named(temporary.resolve("a"), "shop"));
        ProjectAdministration administration = process.administration();
        ProjectTagsTable tags = new ProjectTagsTable(databases::registry, Clock.systemUTC());

        assertThat(administration
                        .tag("shop", List.of("Team", "team", "back-end"))
                        .notes())
                .containsExactly("Its tags: back-end, team");
        assertThat(administration.tag(shop.id().toString(), List.of("team")).notes())
                .containsExactly("It had the tag already", "Its tags: back-end, team");
        assertThat(tags.all()).isEqualTo(Map.of("team", Set.of(shop.id()), "back-end", Set.of(shop.id())));
        assertThat(administration.untag("shop", List.of("team", "other")).notes())
                .containsExactly("It did not have 1 of the 2 tags", "Its tags: back-end");
        for (String wrong : List.of("", "a b", "a,b", "-a", "x".repeat(65), "a\nb", "tag:a")) {
            assertThatThrownBy(() -> administration.tag("shop", List.of("fine", wrong)))
                    .isInstanceOf(RejectedException.class)
                    .hasMessageContaining("is not valid");
        }
        assertThat(tags.all()).containsOnlyKeys("back-end");

        ProjectId committed = ProjectId.random();
        assertThat(process.projects.takeOver(shop.id(), committed)).isTrue();
        assertThat(tags.all()).isEqualTo(Map.of("back-end", Set.of(committed)));
        administration.delete("shop", Optional.of("shop"));
        assertThat(tags.all()).isEmpty();
    }

    @PostgresTest
    void deleteAsksForTheExactName(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        ReadyProject shop = process.ready(named(temporary, "Shop"));
        for (Optional<String> wrong : List.of(
                Optional.<String>empty(),
                Optional.of("shop"),
                Optional.of("Shop "),
                Optional.of(shop.id().toString()))) {
            assertThatThrownBy(() -> process.administration().delete(shop.id().toString(), wrong))
                    .isInstanceOf(RejectedException.class)
                    .hasMessageContaining("--confirm 'Shop'")
                    .hasMessageContaining(shop.databaseName().value());
        }
        assertThatThrownBy(() -> process.administration().delete("Shap", Optional.of("Shap")))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("'Shop'");
        assertThat(process.ready(temporary).warnings()).isEmpty();
    }

    @PostgresTest
    void deleteRefusesWhileALivingProcessRunsAJob(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        ReadyProject shop = process.ready(named(temporary, "shop"));
        UUID worker = UUID.randomUUID();
        JobId job = submit(process, shop, "/repository");
        AdvisoryLocks.Held alive =
                databases.locks().tryHold(JobOwnership.lock(worker)).orElseThrow();
        ownership(databases).claim(worker, Machines.HERE, 1);

        assertThatThrownBy(() -> process.administration().delete("shop", Optional.of("shop")))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining(job.toString())
                .hasMessageContaining("cancel_indexing");
        assertThat(process.projects.byId(shop.id()).orElseThrow().ready()).isTrue();
        assertThat(databases.exists(shop.databaseName())).isTrue();
        assertThat(process.queue.find(job)).map(JobReport::status).contains(JobStatus.RUNNING);

        alive.close();
        JobId waiting = submit(process, shop, "/another");
        process.administration().delete("shop", Optional.of("shop"));
        for (JobId ended : List.of(job, waiting)) {
            JobReport report = process.queue.find(ended).orElseThrow();
            assertThat(report.status()).isEqualTo(JobStatus.CANCELLED);
            assertThat(report.message()).contains("deleted");
        }
        assertThat(ownership(databases).claim(worker, Machines.HERE, 5)).isEmpty();
    }

    @PostgresTest
    void deleteRefusesWhileARunWritesThoughItsJobIsOver(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        ReadyProject shop = process.ready(named(temporary, "shop"));
        try (AdvisoryLocks.Held writing = databases
                .locks()
                .tryHold(LockKey.ofIndexing(shop.databaseName()))
                .orElseThrow()) {
            assertThat(writing.isAlive()).isTrue();
            assertThatThrownBy(() -> process.administration().delete("shop", Optional.of("shop")))
                    .isInstanceOf(RejectedException.class)
                    .hasMessageContaining("is writing");
        }
        assertThat(process.projects.byId(shop.id()).orElseThrow().ready()).isTrue();
        process.administration().delete("shop", Optional.of("shop"));
        assertThat(process.projects.all()).isEmpty();
    }

    @PostgresTest
    void whatACrashInTheMiddleOfADeletionLeftCanBeDeletedAgainOrUsed(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path home = named(temporary, "shop");
        ReadyProject shop = process.ready(home);
        process.projects.markCreating(shop.id());
        databases.drop(shop.databaseName());
        assertThat(new ProvisioningFixture(databases).ready(home).database().isCurrent())
                .isTrue();
        process.projects.markCreating(shop.id());
        databases.drop(shop.databaseName());
        process.administration().delete("shop", Optional.of("shop"));
        assertThat(process.projects.all()).isEmpty();
    }

    @PostgresTest
    void renameChangesRowAndConfigAndKeepsTheRest(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path home = named(temporary.resolve("a"), "old");
        ReadyProject before = process.ready(home);
        process.ready(named(temporary.resolve("b"), "taken"));
        String config = Files.readString(home.resolve(".codebase-mcp/config.json"));
        assertThatThrownBy(() -> process.administration().rename("old", "taken"))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("'taken'");
        assertThat(Files.readString(home.resolve(".codebase-mcp/config.json"))).isEqualTo(config);

        process.administration().rename("old", "new \"one\"");

        assertThat(Files.readString(home.resolve(".codebase-mcp/config.json")))
                .isEqualTo(config.replace("\"old\"", "\"new \\\"one\\\"\""));
        ReadyProject after = process.ready(home);
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.name()).isEqualTo("new \"one\"");
        assertThat(after.databaseName()).isEqualTo(before.databaseName());
        assertThat(after.warnings()).isEmpty();
    }

    @PostgresTest
    void renameRefusesWhatTheNextRequestWouldUndo(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path target = Files.writeString(temporary.resolve("t.json"), "{\"project\": {\"name\": \"shop\"}}");
        Files.createSymbolicLink(
                Files.createDirectory(temporary.resolve(".codebase-mcp")).resolve("config.json"), target);
        process.ready(temporary);
        assertThatThrownBy(() -> process.administration().rename("shop", "mill"))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("symbolic link")
                .hasMessageContaining("yourself");
        assertThat(process.projects.all()).extracting(ProjectRow::name).containsExactly("shop");
    }

    @PostgresTest
    void aMovedRepositoryIsAdopted(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        ReadyProject shop = process.ready(named(temporary.resolve("old"), "shop"));
        Path moved = named(temporary.resolve("new"), "shop");
        assertThatThrownBy(() -> process.ready(moved))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("projects adopt");

        process.setup().adopt("shop", moved);

        assertThat(process.ready(moved).id()).isEqualTo(shop.id());
        assertThat(process.projects.byId(shop.id()).orElseThrow().createdFrom()).contains(moved.toString());
    }

    @PostgresTest
    void aConfigWithAnotherIdIsAdoptedAndItsOldProjectStays(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        ReadyProject shop = process.ready(named(temporary.resolve("a"), "shop"));
        Path other = directory(temporary.resolve("b"), "\"name\": \"other\", \"id\": \"" + ID + "\"");
        process.ready(other);

        ProjectAdministration.Change change = process.setup().adopt(shop.id().toString(), other);

        assertThat(process.ready(other).id()).isEqualTo(shop.id());
        assertThat(process.ready(other).name()).isEqualTo("shop");
        assertThat(change.notes()).anySatisfy(note -> assertThat(note).contains("'other'", ID, "stays"));
        assertThat(process.projects.all()).hasSize(2);
    }

    @PostgresTest
    void adoptMakesAConfigWhereThereIsNoneAndRefusesAnotherDatabase(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        ReadyProject shop = process.setup().create("shop", Optional.empty());
        Path bare = Files.createDirectory(temporary.resolve("bare")).toRealPath();
        process.setup().adopt("shop", bare);
        assertThat(process.ready(bare).id()).isEqualTo(shop.id());

        Path odd = directory(temporary.resolve("odd"), "\"name\": \"x\", \"database_name\": \"cb_proj_x_0123abcd\"");
        String text = Files.readString(odd.resolve(".codebase-mcp/config.json"));
        assertThatThrownBy(() -> process.setup().adopt("shop", odd))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("\"project.database_name\"")
                .hasMessageContaining(shop.databaseName().value());
        assertThat(Files.readString(odd.resolve(".codebase-mcp/config.json"))).isEqualTo(text);
    }

    @PostgresTest
    void aReadOnlyConfigIsNotReplaced(Databases databases) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path home = named(temporary, "shop");
        process.ready(home);
        Path config = home.resolve(".codebase-mcp/config.json");
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("r--r--r--"));
        org.junit.jupiter.api.Assumptions.assumeFalse(Files.isWritable(config), "root may write everything");
        assertThatThrownBy(() -> process.administration().rename("shop", "mill"))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("read-only");
    }

    private static JobOwnership ownership(Databases databases) {
        return new JobsTable(databases::registry, Clock.systemUTC()).ownership();
    }

    private static JobId submit(ProvisioningFixture process, ReadyProject project, String repository) {
        return process.queue
                .submit(project.id(), project.databaseName(), Path.of(repository), false)
                .job()
                .id();
    }
}

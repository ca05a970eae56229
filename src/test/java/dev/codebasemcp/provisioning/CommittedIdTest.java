package dev.codebasemcp.provisioning;

import static dev.codebasemcp.git.GitDirectories.git;
import static dev.codebasemcp.provisioning.ProvisioningFixture.directory;
import static dev.codebasemcp.provisioning.ProvisioningFixture.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.git.GitDirectories;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.RejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What happens here when a colleague commits the id that the project has on her machine. */
@OneFlavour
class CommittedIdTest {
    private static final String HERS = "5b0c1d0e-6f0a-4d5c-9a57-3f6f4f2a8c11";
    private static final String ANOTHER = "6c1d2e1f-7a1b-4e6d-8b68-4a7a5a3b9d22";

    @TempDir
    Path temporary;

    private Path place;

    @BeforeEach
    void resolvePlace() throws IOException {
        place = temporary.toRealPath();
    }

    @PostgresTest
    void theProjectThatWasMadeHereTakesItOverWithItsIndexAndJobs(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path repository = repository("repository");
        ReadyProject before = process.ready(repository);
        JobId job = process.queue
                .submit(before.id(), before.databaseName(), repository, false)
                .job()
                .id();
        commitId(repository, HERS);

        ReadyProject after = process.ready(repository);

        assertThat(after.id()).hasToString(HERS);
        assertThat(after.databaseName()).isEqualTo(before.databaseName());
        assertThat(after.database().identity()).isEqualTo(before.database().identity());
        assertThat(after.warnings())
                .singleElement()
                .asString()
                .contains(HERS, before.id().toString(), "index");
        assertThat(process.queue.find(job).orElseThrow().job().projectId()).isEqualTo(after.id());
        assertThat(process.queue.list(after.id(), Optional.empty(), 5)).hasSize(1);
        for (ProvisioningFixture next : List.of(process, new ProvisioningFixture(databases))) {
            assertThat(next.ready(repository).id()).isEqualTo(after.id());
            assertThat(next.ready(repository).warnings()).isEmpty();
        }
        assertThat(git(repository, "status", "--porcelain")).isEmpty();
        assertThat(process.projects.all()).hasSize(1);
    }

    @PostgresTest
    void theIdThatItHadGoesOnToMeanIt(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path repository = repository("repository");
        ReadyProject before = process.ready(repository);
        Path copy = directory(place.resolve("copy"), "\"name\": \"shop\", \"id\": \"" + before.id() + "\"");
        process.ready(copy);
        commitId(repository, HERS);
        process.ready(repository);

        for (int round = 0; round < 2; round++) {
            for (Path place : List.of(copy, repository)) {
                ReadyProject found = new ProvisioningFixture(databases).ready(place);
                assertThat(found.id()).hasToString(HERS);
                assertThat(found.warnings()).isEmpty();
            }
        }
        assertThat(process.readyExplicit(before.id().toString(), place).id()).hasToString(HERS);
        assertThat(config(copy)).contains(before.id().toString());
    }

    /** Two branches, each with the id of somebody else, and one with none. */
    @PostgresTest
    void branchesWithDifferentIdsDoNotTakeTurns(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path repository = repository("repository");
        git(repository, "branch", "none");
        ReadyProject before = process.ready(repository);
        git(repository, "checkout", "-q", "-b", "another");
        commitId(repository, ANOTHER);
        git(repository, "checkout", "-q", "main");
        commitId(repository, HERS);
        process.ready(repository);
        git(repository, "checkout", "-q", "another");
        process.ready(repository);

        for (String branch : List.of("main", "another", "none", "main", "another")) {
            git(repository, "checkout", "-q", branch);
            ReadyProject found = process.ready(repository);
            assertThat(found.id()).as(branch).hasToString(ANOTHER);
            assertThat(found.databaseName()).isEqualTo(before.databaseName());
            assertThat(found.warnings()).as(branch).isEmpty();
        }
    }

    @PostgresTest
    void aLinkedTreeTakesItOverForAll(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path main = repository("main");
        Path linked = place.resolve("linked");
        git(main, "worktree", "add", "-q", "-b", "linked", linked.toString());
        ReadyProject before = process.ready(main);
        commitId(linked, HERS);

        assertThat(process.ready(linked).id()).hasToString(HERS);
        assertThat(process.ready(main).id()).hasToString(HERS);
        assertThat(process.ready(main).databaseName()).isEqualTo(before.databaseName());
    }

    @PostgresTest
    void aProjectFromElsewhereDoesNotTakeItOver(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        ReadyProject made = process.ready(repository("first"));
        Path second = repository("second");
        commitId(second, HERS);
        assertThatThrownBy(() -> process.ready(second))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining(HERS)
                .hasMessageContaining("projects adopt " + made.id());
        assertThat(process.projects.all()).hasSize(1);
    }

    @PostgresTest
    void adoptingAConfigWithACommittedIdLeavesTheFileAndBothClonesWork(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path first = repository("first");
        ReadyProject made = process.ready(first);
        Path second = place.resolve("second");
        git(place, "clone", "-q", first.toString(), second.toString());
        commitId(second, HERS);

        process.setup().adopt("shop", second);

        for (int round = 0; round < 2; round++) {
            for (Path clone : List.of(first, second)) {
                ReadyProject found = new ProvisioningFixture(databases).ready(clone);
                assertThat(found.id()).hasToString(HERS);
                assertThat(found.databaseName()).isEqualTo(made.databaseName());
                assertThat(git(clone, "status", "--porcelain")).isEmpty();
            }
        }
    }

    /** An older version had changed the tracked file; its user has put it back, and pulled. */
    @PostgresTest
    void aProjectOfAnOlderVersionTakesItOver(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path repository = repository("repository");
        ReadyProject before = process.ready(repository);
        process.execute("DELETE FROM project_places");
        commitId(repository, HERS);

        ReadyProject after = new ProvisioningFixture(databases).ready(repository);

        assertThat(after.id()).hasToString(HERS);
        assertThat(after.databaseName()).isEqualTo(before.databaseName());
    }

    private Path repository(String name) throws Exception {
        Path directory = Files.createDirectories(place.resolve(name));
        named(directory, "shop");
        return GitDirectories.repository(directory);
    }

    private static void commitId(Path repository, String id) throws Exception {
        directory(repository, "\"name\": \"shop\", \"id\": \"" + id + "\"");
        git(repository, "commit", "-q", "-a", "-m", "id");
    }

    private static String config(Path directory) throws IOException {
        return Files.readString(directory.resolve(".codebase-mcp/config.json"));
    }
}

package dev.codebasemcp.provisioning;

import static dev.codebasemcp.git.GitDirectories.git;
import static dev.codebasemcp.provisioning.ProvisioningFixture.directory;
import static dev.codebasemcp.provisioning.ProvisioningFixture.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.OnOneJdk;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.registry.NewProject;
import dev.codebasemcp.git.GitDirectories;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Configs without an id: the project is known by where they lie, and no file that git tracks is changed. */
@OnOneJdk
@OneFlavour
class ProjectPlacesTest {
    private static final String SHOP = "\"name\": \"shop\"";

    @TempDir
    Path temporary;

    private Path place;

    @BeforeEach
    void resolvePlace() throws IOException {
        place = temporary.toRealPath();
    }

    @PostgresTest
    void aTrackedConfigWithoutAnIdIsFoundByItsPlaceAndStaysAsItIs(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path repository = repository("repository");

        ReadyProject made = process.ready(repository);

        for (ProvisioningFixture next : List.of(process, new ProvisioningFixture(databases))) {
            ReadyProject again = next.ready(repository);
            assertThat(again.id()).isEqualTo(made.id());
            assertThat(again.warnings()).isEmpty();
        }
        assertThat(made.warnings()).isEmpty();
        assertThat(git(repository, "status", "--porcelain")).isEmpty();
    }

    @PostgresTest
    void aConfigThatGitDoesNotTrackGetsTheIdInsideOfARepositoryToo(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path repository = GitDirectories.repository(place.resolve("repository"));
        named(repository, "shop");

        ReadyProject made = process.ready(repository);

        assertThat(config(repository)).contains(made.id().toString());
    }

    @PostgresTest
    void aTreesLinkedOnesAreTheSameProject(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path main = repository("main");
        Path one = linked(main, "one");
        Path two = linked(main, "two");

        ReadyProject made = process.ready(one);

        for (Path tree : List.of(main, one, two)) {
            ReadyProject found = new ProvisioningFixture(databases).ready(tree);
            assertThat(found.id()).isEqualTo(made.id());
            assertThat(found.warnings()).isEmpty();
            assertThat(git(tree, "status", "--porcelain")).isEmpty();
        }
        assertThat(process.projects.all()).hasSize(1);
    }

    @PostgresTest
    void theTreesOfABareRepositoryAreTheSameProject(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path bare = place.resolve("bare.git");
        git(place, "clone", "-q", "--bare", repository("source").toString(), bare.toString());
        Path one = linked(bare, "one");
        Path two = linked(bare, "two");

        assertThat(process.ready(two).id()).isEqualTo(process.ready(one).id());

        assertThat(process.projects.all()).hasSize(1);
        assertThat(git(one, "status", "--porcelain")).isEmpty();
        assertThat(git(two, "status", "--porcelain")).isEmpty();
    }

    @PostgresTest
    void aRepositoryHoldsSeveralProjectsByDirectoryAndName(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path top = Files.createDirectories(place.resolve("top"));
        for (String part : List.of("api", "web")) {
            named(top.resolve(part), part);
        }
        named(top.resolve("copy"), "api");
        GitDirectories.repository(top);
        ReadyProject api = process.ready(top.resolve("api"));
        assertThat(process.ready(top.resolve("web")).id()).isNotEqualTo(api.id());
        assertThatThrownBy(() -> process.ready(top.resolve("copy")))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("projects adopt " + api.id());

        git(top, "mv", "api", "server");

        ReadyProject moved = process.ready(top.resolve("server"));
        assertThat(moved.id()).isEqualTo(api.id());
        assertThat(moved.warnings()).singleElement().asString().contains("was moved");
        assertThat(process.ready(top.resolve("server")).warnings()).isEmpty();
    }

    @PostgresTest
    void aMovedRepositoryIsKnownAgain(Databases databases) throws Exception {
        Path old = repository("old");
        ReadyProject made = new ProvisioningFixture(databases).ready(old);
        Path moved = Files.move(old, place.resolve("moved"));
        ProvisioningFixture process = new ProvisioningFixture(databases);

        ReadyProject found = process.ready(moved);

        assertThat(found.id()).isEqualTo(made.id());
        assertThat(found.databaseName()).isEqualTo(made.databaseName());
        assertThat(found.warnings()).singleElement().asString().contains("was moved from " + old, moved.toString());
        assertThat(new ProvisioningFixture(databases).ready(moved).warnings()).isEmpty();
        assertThat(process.projects.byId(made.id()).orElseThrow().createdFrom()).contains(moved.toString());
        assertThat(git(moved, "status", "--porcelain")).isEmpty();
    }

    @PostgresTest
    void aRepositoryThatIsClonedAgainIsKnownAgainAndAnotherOneInItsPlaceIsNot(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path first = repository("first");
        ReadyProject made = process.ready(first);
        Path aside = Files.move(first, place.resolve("aside"));
        Path other = Files.createDirectories(place.resolve("other"));
        named(other, "shop");
        Files.writeString(other.resolve("unlike"), "anything else");
        GitDirectories.repository(other);
        assertThatThrownBy(() -> process.ready(other)).isInstanceOf(RejectedException.class);

        Path again = place.resolve("again");
        git(place, "clone", "-q", aside.toString(), again.toString());

        assertThat(process.ready(again).id()).isEqualTo(made.id());
    }

    @PostgresTest
    void aSecondCloneIsAConflictAndAdoptingItChangesNoFile(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path first = repository("first");
        ReadyProject made = process.ready(first);
        Path second = place.resolve("second");
        git(place, "clone", "-q", first.toString(), second.toString());
        assertThatThrownBy(() -> process.ready(second))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining(first.toString())
                .hasMessageContaining("projects adopt " + made.id());

        process.setup().adopt("shop", second);

        for (int round = 0; round < 2; round++) {
            for (Path clone : List.of(first, second)) {
                ReadyProject found = new ProvisioningFixture(databases).ready(clone);
                assertThat(found.id()).isEqualTo(made.id());
                assertThat(found.warnings()).isEmpty();
                assertThat(git(clone, "status", "--porcelain")).isEmpty();
            }
        }
    }

    @PostgresTest
    void aDirectoryThatMerelyPointsToARepositoryIsNotItsProject(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path main = repository("main");
        Path linked = linked(main, "linked");
        process.ready(main);
        for (String pointer : List.of("gitdir: " + main.resolve(".git"), Files.readString(linked.resolve(".git")))) {
            Path liar = named(place.resolve("liar" + pointer.length()), "shop");
            Files.writeString(liar.resolve(".git"), pointer);
            assertThatThrownBy(() -> process.ready(liar))
                    .isInstanceOf(RejectedException.class)
                    .hasMessageContaining("another project");
        }
    }

    @PostgresTest
    void aDirectoryThatBecomesARepositoryOrStopsBeingOneKeepsItsProject(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path home = named(place.resolve("home"), "shop");
        ReadyProject made = process.ready(home);
        named(home, "shop");
        GitDirectories.repository(home);
        assertThat(process.ready(home).id()).isEqualTo(made.id());
        assertThat(new ProvisioningFixture(databases)
                        .ready(linked(home, "linked"))
                        .id())
                .isEqualTo(made.id());

        Files.move(home.resolve(".git"), place.resolve("put-away"));

        assertThat(new ProvisioningFixture(databases).ready(home).id()).isEqualTo(made.id());
    }

    @PostgresTest
    void theProjectsOfOlderVersionsAreFoundFromTheirDirectories(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path main = repository("main");
        ProjectId id = registeredByAnOlderVersion(process, main);

        assertThat(process.ready(linked(main, "linked")).id()).isEqualTo(id);
        assertThat(new ProvisioningFixture(databases).ready(main).id()).isEqualTo(id);
        assertThat(git(main, "status", "--porcelain")).isEmpty();
    }

    @PostgresTest
    void theDirectoryOfAnOlderVersionsProjectStaysItsWhereACopyWithTheIdIsUsedFirst(Databases databases)
            throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path main = repository("main");
        ProjectId id = registeredByAnOlderVersion(process, main);
        Path copy = directory(place.resolve("copy"), SHOP + ", \"id\": \"" + id + "\"");

        assertThat(process.ready(copy).id()).isEqualTo(id);
        assertThat(process.ready(main).id()).isEqualTo(id);
    }

    @PostgresTest
    void thePathOfAnotherMachineIsAnotherPlace(Databases databases) throws Exception {
        ProvisioningFixture here = new ProvisioningFixture(databases);
        ProvisioningFixture there = new ProvisioningFixture(databases, MachineId.random());
        Path app = repository("app");
        ReadyProject made = here.ready(app);
        assertThatThrownBy(() -> there.ready(app))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("from " + app + " on another machine")
                .hasMessageContaining("projects adopt " + made.id());
        assertThat(here.projects.all()).hasSize(1);

        there.setup().adopt("shop", app);

        assertThat(there.ready(app).id()).isEqualTo(made.id());
        assertThat(here.ready(app).id()).isEqualTo(made.id());
        assertThat(git(app, "status", "--porcelain")).isEmpty();
    }

    @PostgresTest
    void aRowOfAnOlderVersionBelongsToTheMachineThatFindsItsDirectoryFirst(Databases databases) throws Exception {
        ProvisioningFixture here = new ProvisioningFixture(databases);
        ProvisioningFixture there = new ProvisioningFixture(databases, MachineId.random());
        Path app = repository("app");
        ProjectId id = registeredByAnOlderVersion(here, app);

        assertThat(there.ready(app).id()).isEqualTo(id);
        assertThatThrownBy(() -> here.ready(app)).isInstanceOf(RejectedException.class);
    }

    @PostgresTest
    void strictModeKnowsTheProjectOfALinkedTree(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path main = Files.createDirectories(place.resolve("main"));
        Path folder = Files.createDirectories(main.resolve(".codebase-mcp"));
        Files.writeString(folder.resolve("config.json"), "{\"project\": {" + SHOP + "}, \"strict_mode\": true}");
        GitDirectories.repository(main);
        ReadyProject made = process.ready(main);

        assertThat(process.readyExplicit("shop", linked(main, "linked")).id()).isEqualTo(made.id());

        ProvisioningFixture there = new ProvisioningFixture(databases, MachineId.random());
        assertThatThrownBy(() -> there.readyExplicit("shop", main))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("strict_mode");
    }

    private Path repository(String name) throws Exception {
        Path directory = Files.createDirectories(place.resolve(name));
        named(directory, "shop");
        return GitDirectories.repository(directory);
    }

    private Path linked(Path repository, String name) throws Exception {
        Path tree = place.resolve(name);
        git(repository, "worktree", "add", "-q", "-b", name, tree.toString());
        return tree;
    }

    private static ProjectId registeredByAnOlderVersion(ProvisioningFixture process, Path directory) {
        ProjectId id = ProjectId.random();
        assertThat(process.projects.insert(new NewProject(
                        id, "shop", DatabaseName.of("shop", id), Optional.of(directory.toString()), Optional.empty())))
                .isTrue();
        return id;
    }

    private static String config(Path directory) throws IOException {
        return Files.readString(directory.resolve(".codebase-mcp/config.json"));
    }
}

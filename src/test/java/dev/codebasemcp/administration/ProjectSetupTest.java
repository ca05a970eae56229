package dev.codebasemcp.administration;

import static dev.codebasemcp.git.GitDirectories.git;
import static dev.codebasemcp.provisioning.ProvisioningFixture.directory;
import static dev.codebasemcp.provisioning.ProvisioningFixture.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.OnOneJdk;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.git.GitDirectories;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.Machines;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.provisioning.ProvisioningFixture;
import dev.codebasemcp.provisioning.ReadyProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What is written into a config, and that this is told, when its user asks for it. */
@OnOneJdk
@OneFlavour
class ProjectSetupTest {
    private static final String ID = "5b0c1d0e-6f0a-4d5c-9a57-3f6f4f2a8c11";

    @TempDir
    Path temporary;

    private Path place;

    @BeforeEach
    void resolvePlace() throws IOException {
        place = temporary.toRealPath();
    }

    @PostgresTest
    void initWritesTheIdIntoATrackedConfigAndSaysSo(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path repository = repository("shop");
        ReadyProject before = process.ready(repository);

        ProjectSetup.Initialized done = process.setup().init(repository, Optional.empty());

        assertThat(done.project().id()).isEqualTo(before.id());
        assertThat(done.notes()).singleElement().asString().contains("id was added to " + done.config(), "commit it");
        assertThat(config(repository)).isEqualTo("{\"project\": {\"name\": \"shop\",\"id\": \"" + before.id() + "\"}}");
        assertThat(process.ready(repository).id()).isEqualTo(before.id());
        assertThat(process.setup().init(repository, Optional.empty()).notes())
                .singleElement()
                .asString()
                .contains("was not changed");
        assertThat(git(repository, "status", "--porcelain")).isEqualTo(" M .codebase-mcp/config.json\n");
    }

    /** A repository that was searched before it had a project was twice in a search over all projects. */
    @PostgresTest
    void aProjectTellsThatAnotherHasAnIndexOfItsDirectory(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path repository = GitDirectories.repository(place.resolve("late"));
        Path inner = named(Files.createDirectory(repository.resolve("inner")), "inner of late");
        ReadyProject first = process.ready(place);
        RepositoryId old = indexed(databases, first, repository);
        indexed(databases, first, inner);
        indexed(databases, first, place.resolve("late-too"));

        List<String> notes = process.setup().init(repository, Optional.empty()).notes();

        assertThat(notes).hasSize(2);
        assertThat(notes.get(1))
                .isEqualTo("The project '" + first.name() + "' has an index of " + repository
                        + " as well, which is not used here any more. 'repositories remove " + old + " --project "
                        + first.name() + " --yes' removes it there; the files stay");
        assertThat(process.setup().adopt("late", repository).notes()).contains(notes.get(1));
        assertThat(process.setup().indexedElsewhere(repository, first.id())).isEmpty();
    }

    private static RepositoryId indexed(Databases databases, ReadyProject project, Path root) {
        RepositoryId id = new IndexStore(project.database())
                .repository(Machines.HERE, root)
                .id();
        new ProjectCounts(databases).count(project.databaseName());
        return id;
    }

    @PostgresTest
    void initMakesTheConfigOfADirectoryThatHasNone(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path plain = Files.createDirectory(place.resolve("plain"));
        Path other = GitDirectories.repository(place.resolve("other"));

        ProjectSetup.Initialized first = process.setup().init(plain, Optional.empty());
        ProjectSetup.Initialized second = process.setup().init(other, Optional.of("another"));

        assertThat(first.project().name()).isEqualTo("plain");
        assertThat(first.notes())
                .singleElement()
                .asString()
                .contains("was made")
                .doesNotContain("commit");
        assertThat(config(plain)).contains("\"plain\"", first.project().id().toString());
        assertThat(second.project().name()).isEqualTo("another");
        assertThat(second.notes()).singleElement().asString().contains("was made", "commit it");
        assertThat(config(other)).contains("\"another\"", second.project().id().toString());
        assertThat(process.ready(other).id()).isEqualTo(second.project().id());
    }

    @PostgresTest
    void initRefusesANameThatIsTakenOrNotTheConfigsAndLeavesNothing(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        ReadyProject made = process.ready(named(place.resolve("a"), "shop"));
        Path second = Files.createDirectories(place.resolve("b/shop"));
        assertThatThrownBy(() -> process.setup().init(second, Optional.empty()))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining(made.id().toString())
                .hasMessageContaining("--name")
                .hasMessageContaining("projects adopt");
        assertThat(second).isEmptyDirectory();
        Path third = named(place.resolve("c"), "other");
        assertThatThrownBy(() -> process.setup().init(third, Optional.of("different")))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("'other'")
                .hasMessageContaining("projects rename");
        assertThat(config(third)).doesNotContain("\"id\"");
        for (String wrong : List.of(" ", "x".repeat(256), ID)) {
            assertThatThrownBy(() -> process.setup().init(second, Optional.of(wrong)))
                    .isInstanceOf(RejectedException.class);
        }
        assertThat(process.projects.all()).hasSize(1);
    }

    @PostgresTest
    void adoptChangesATrackedConfigOnlyWhereItNamesAnotherProjectAndSaysSo(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        ReadyProject mill = process.setup().create("mill", Optional.empty());
        Path repository = repository("repository");

        ProjectAdministration.Change renamed = process.setup().adopt("mill", repository);

        assertThat(renamed.notes()).singleElement().asString().contains("was changed", "commit");
        assertThat(config(repository)).isEqualTo("{\"project\": {\"name\": \"mill\"}}");
        assertThat(process.ready(repository).id()).isEqualTo(mill.id());
        git(repository, "commit", "-q", "-a", "-m", "mill");
        assertThat(process.setup().adopt("mill", repository).notes())
                .singleElement()
                .asString()
                .contains("was not changed");
        assertThat(git(repository, "status", "--porcelain")).isEmpty();
    }

    @PostgresTest
    void adoptReplacesTheIdOfAnotherProjectThatIsHere(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        ReadyProject shop = process.ready(named(place.resolve("a"), "shop"));
        Path other = directory(place.resolve("b"), "\"name\": \"other\", \"id\": \"" + ID + "\"");
        process.ready(other);

        ProjectAdministration.Change change = process.setup().adopt("shop", other);

        assertThat(change.notes()).anySatisfy(note -> assertThat(note).contains("'other'", ID, "stays"));
        assertThat(process.ready(other).id()).isEqualTo(shop.id());
        assertThat(process.readyExplicit("other", place).id()).hasToString(ID);
    }

    @PostgresTest
    void renameGivesATrackedConfigTheNameAndNoId(Databases databases) throws Exception {
        ProvisioningFixture process = new ProvisioningFixture(databases);
        Path repository = repository("repository");
        ReadyProject made = process.ready(repository);

        ProjectAdministration.Change change = process.administration().rename("shop", "mill");

        assertThat(change.notes()).anySatisfy(note -> assertThat(note).contains("was changed; commit it"));
        assertThat(config(repository)).isEqualTo("{\"project\": {\"name\": \"mill\"}}");
        assertThat(process.ready(repository).id()).isEqualTo(made.id());
        assertThat(process.projects.all()).hasSize(1);
    }

    /** The path of a project of another machine may be somebody else's directory here. */
    @PostgresTest
    void renameLeavesTheConfigAloneThatLiesAtThePathOfAnotherMachine(Databases databases) throws Exception {
        ProvisioningFixture there = new ProvisioningFixture(databases, MachineId.random());
        Path app = repository("app");
        there.ready(app);

        ProjectAdministration.Change change =
                new ProvisioningFixture(databases).administration().rename("shop", "mill");

        assertThat(change.config()).isEmpty();
        assertThat(git(app, "status", "--porcelain")).isEmpty();
    }

    private Path repository(String name) throws Exception {
        Path directory = Files.createDirectories(place.resolve(name));
        named(directory, "shop");
        return GitDirectories.repository(directory);
    }

    private static String config(Path directory) throws IOException {
        return Files.readString(directory.resolve(".codebase-mcp/config.json"));
    }
}

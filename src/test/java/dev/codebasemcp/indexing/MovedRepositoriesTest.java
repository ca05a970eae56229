package dev.codebasemcp.indexing;

import static dev.codebasemcp.indexing.IndexFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.git.GitDirectories;
import dev.codebasemcp.jobs.JobOutcome;
import dev.codebasemcp.model.Machines;
import dev.codebasemcp.model.RepositoryId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A repository is the same one after it was moved, and its parts are not indexed twice. */
@OneFlavour
class MovedRepositoriesTest {
    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void resolveFolder() throws IOException {
        folder = temporary.toRealPath();
    }

    @PostgresTest
    void aMovedRepositoryKeepsItsRowAndItsIndex(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        Path old = repository("old");
        index.index(old);
        RepositoryRow before = only(index);
        Path moved = Files.move(old, folder.resolve("moved"));
        Files.delete(moved.resolve("b.py"));

        JobOutcome outcome = index.index(moved);

        assertThat(only(index).id()).isEqualTo(before.id());
        assertThat(only(index).root()).isEqualTo(moved);
        assertThat(outcome.progress().filesDeleted()).isEqualTo(1);
        assertThat(outcome.progress().chunksCreated()).isZero();
        IndexFixture clean = new IndexFixture(databases);
        clean.index(moved);
        assertThat(IndexDump.of(index.store())).isEqualTo(IndexDump.of(clean.store()));
    }

    @PostgresTest
    void aRepositoryThatWasClonedAgainIsTheSame(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        Path old = repository("old");
        index.index(old);
        RepositoryId before = only(index).id();
        GitDirectories.git(folder, "clone", "-q", old.toString(), "again");
        delete(old);

        index.index(folder.resolve("again"));

        assertThat(only(index).id()).isEqualTo(before);
    }

    @PostgresTest
    void aDirectoryWithAConfigIsTheSameAfterAMove(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        Path old = Files.createDirectories(folder.resolve("old"));
        write(old.resolve("a.py"), "def alpha():\n    return 1\n");
        write(
                old.resolve(".codebase-mcp/config.json"),
                "{\"project\":{\"name\":\"p\",\"id\":\"6f1c2a60-7b7e-4b0e-9c57-4d3b6c0d2e11\"}}");
        index.index(old);
        RepositoryId before = only(index).id();

        index.index(Files.move(old, folder.resolve("moved")));

        assertThat(only(index).id()).isEqualTo(before);
    }

    @PostgresTest
    void aSecondCloneAndALinkedWorkingTreeAreRepositoriesOfTheirOwn(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        Path first = repository("first");
        index.index(first);
        GitDirectories.git(folder, "clone", "-q", first.toString(), "second");
        GitDirectories.git(
                first, "worktree", "add", "-q", folder.resolve("linked").toString());

        index.index(folder.resolve("second"));
        index.index(folder.resolve("linked"));

        assertThat(index.store().repositoryRows())
                .extracting(RepositoryRow::root)
                .containsExactlyInAnyOrder(first, folder.resolve("second"), folder.resolve("linked"));
    }

    @PostgresTest
    void aPlaceThatHoldsAnotherRepositoryNowHasLostTheOldOne(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        Path place = repository("place");
        index.index(place);
        RepositoryId before = only(index).id();
        Path moved = Files.move(place, folder.resolve("moved"));
        write(folder.resolve("place/other.py"), "def other():\n    return 7\n");
        GitDirectories.repository(place);

        index.index(moved);

        assertThat(only(index).id()).isEqualTo(before);
        assertThat(only(index).root()).isEqualTo(moved);
    }

    @PostgresTest
    void theSamePathOfAnotherMachineIsAnotherRepository(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        Path root = repository("app");
        RepositoryRow theirs = index.store().repository(Machines.ELSEWHERE, root);

        index.index(root);

        assertThat(index.store().repositoryRows()).hasSize(2).contains(theirs);
    }

    @PostgresTest
    void aRepositoryOfAVersionWithoutMachinesBelongsToTheFirstThatFindsIt(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        Path root = repository("older");
        index.index(root);
        RepositoryId before = only(index).id();
        databases.project(index.database()).write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("update repositories set machine_id = null, identity = null");
            }
        });
        assertThat(only(index).machine()).isEmpty();

        JobOutcome outcome = index.index(root);

        assertThat(outcome.progress().chunksCreated()).isZero();
        assertThat(only(index).id()).isEqualTo(before);
        assertThat(only(index).machine()).contains(Machines.HERE);
        assertThat(only(index).identity()).isPresent();
    }

    @PostgresTest
    void theWholeTakesInItsPartsButNoRepositoryOfItsOwn(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        Path whole = repository("whole");
        Path part = whole.resolve("part");
        write(part.resolve("c.py"), "def gamma():\n    return 3\n");
        write(whole.resolve("nested/d.py"), "def delta():\n    return 4\n");
        Path nested = GitDirectories.repository(whole.resolve("nested"));
        index.index(part);
        index.index(nested);

        index.index(whole);

        assertThat(index.store().repositoryRows())
                .extracting(RepositoryRow::root)
                .containsExactlyInAnyOrder(whole, nested);
        assertThat(IndexDump.of(index.store()))
                .filteredOn(line -> line.contains("gamma"))
                .isNotEmpty();
    }

    @PostgresTest
    void aDirectoryThatTheWholeIgnoresStaysARepositoryOfItsOwn(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        write(folder.resolve("whole/.gitignore"), "generated/\n");
        Path whole = repository("whole");
        write(whole.resolve("generated/g.py"), "def gamma():\n    return 3\n");
        write(whole.resolve("node_modules/lib/n.js"), "function nu() { return 4; }\n");
        index.index(whole.resolve("generated"));
        index.index(whole.resolve("node_modules/lib"));

        index.index(whole);

        assertThat(index.store().repositoryRows())
                .extracting(RepositoryRow::root)
                .containsExactlyInAnyOrder(whole, whole.resolve("generated"), whole.resolve("node_modules/lib"));
        assertThat(IndexFixture.PLACES.isPart(whole.resolve("generated"), whole))
                .isFalse();
    }

    @PostgresTest
    void aPlaceOfWhichGitDoesNotTellIsNotLeft(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        Path first = repository("first");
        index.index(first);
        GitDirectories.git(folder, "clone", "-q", first.toString(), "second");
        // Git finds no commit here any more, as where it is not asked in time.
        Files.writeString(first.resolve(".git/HEAD"), "ref: refs/heads/none\n");

        index.index(folder.resolve("second"));

        assertThat(index.store().repositoryRows()).hasSize(2);
    }

    private Path repository(String name) throws IOException, InterruptedException {
        Path root = folder.resolve(name);
        write(root.resolve("a.py"), "def alpha_of_" + name + "():\n    return 1\n");
        write(root.resolve("b.py"), "def beta_of_" + name + "():\n    return 2\n");
        return GitDirectories.repository(root);
    }

    private static RepositoryRow only(IndexFixture index) {
        assertThat(index.store().repositoryRows()).hasSize(1);
        return index.store().repositoryRows().get(0);
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

package dev.codebasemcp.search;

import static dev.codebasemcp.indexing.IndexFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.indexing.IndexFixture;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.search.retrieve.Retrieval;
import dev.codebasemcp.search.retrieve.SearchScope;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** What results are named after. */
class LabelsTest {
    private static final String SEVERAL = """
            /** Helpers for the system. */
            public class SystemUtils {
                /**
                 * Gets the current user directory as a File, which may be null where the property cannot be read.
                 *
                 * @return a directory.
                 */
                public static File getUserDir() {
                    String path = SystemProperties.getUserDir();
                    return path == null ? null : new File(path);
                }

                /** Gets the current user directory as a Path. */
                public static Path getUserDirPath() {
                    return Paths.get(SystemProperties.getUserDir());
                }

                static Path getuserdirpath() {
                    return null;
                }
            }
            """;

    @TempDir
    Path repository;

    private final SearchService search =
            new SearchService(() -> IndexFixture.EMBEDDER, new Retrieval(1 << 20, 1 << 30), new FileSystemCalls());

    @PostgresTest
    void aDefinitionIsNamedAlsoWhereItsChunkIsMostlyAnother(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        write(repository.resolve("SystemUtils.java"), SEVERAL);
        index.index(repository);
        Database database = databases.project(index.database());

        for (String name : List.of("getUserDir", "getUserDirPath", "getuserdirpath")) {
            SearchResult full = first(database, name, Detail.FULL);
            SearchResult concise = first(database, name, Detail.CONCISE);

            assertThat(full.symbol()).contains("SystemUtils." + name);
            assertThat(full.kind()).contains(DefinitionKind.METHOD);
            assertThat(full.why()).contains("defines " + name + " ");
            assertThat(full.content()).contains(name + "() {");
            assertThat(concise.symbol()).isEqualTo(full.symbol());
            assertThat(concise.content()).contains(name + "() {");
            assertThat(concise.content()).startsWith(concise.lines().start() + ": ");
            assertThat(full.lines().overlaps(concise.lines())).isTrue();
        }
    }

    @PostgresTest
    void aPartOfALongFunctionIsNamedAfterIt(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        write(
                repository.resolve("long.py"),
                "def long_one():\n" + "    step(value)\n".repeat(200) + "    flush(the_last_invoice)\n"
                        + "    step(value)\n".repeat(3) + "\n\ndef other():\n    first(value)\n    second(value)\n");
        index.index(repository);

        SearchResult result = first(databases.project(index.database()), "flush the last invoice", Detail.FULL);

        assertThat(result.symbol()).contains("long_one");
        assertThat(result.kind()).contains(DefinitionKind.FUNCTION);
        assertThat(result.lines().contains(202)).isTrue();
    }

    private SearchResult first(Database database, String query, Detail detail) {
        SearchRequest request = new SearchRequest(
                query, SearchScope.EVERYTHING, Optional.empty(), Optional.empty(), Optional.empty(), 1, detail);
        return search.search(database, request).results().get(0);
    }
}

package dev.codebasemcp.search;

import static dev.codebasemcp.indexing.IndexFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.indexing.IndexFixture;
import dev.codebasemcp.search.retrieve.Retrieval;
import dev.codebasemcp.search.retrieve.SearchScope;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/** Which names and words stand in for those of a query that matches nothing. */
class SimilarNamesTest {
    @TempDir
    Path repository;

    private final SearchService search =
            new SearchService(() -> IndexFixture.EMBEDDER, new Retrieval(1 << 22, 1 << 30), new FileSystemCalls());

    /** Names and words that the filters exclude stood in for those that they let pass, or were told as close ones. */
    @PostgresTest
    void whatIsSimilarIsAmongWhatTheFiltersLetPass(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        String names = IntStream.range(0, 70)
                .mapToObj(i -> "def lease_pool" + (char) ('a' + i % 26) + i / 26 + "(entries):\n    pass\n")
                .collect(Collectors.joining());
        write(repository.resolve("a/net.py"), names + "def evict_oldst(entries):\n    entries.stauts()\n");
        write(repository.resolve("b/cache.py"), "def lease_pool_of_connections(x):\n    return evict(x)\n");
        write(repository.resolve("b/other.py"), "def evict_oldet_one(x):\n    return x.state\n");
        index.index(repository);
        Database database = databases.project(index.database());

        assertThat(inDirectoryB(database, "lease_poo").notes())
                .containsExactly("Nothing in what was searched is called 'lease_poo'; close names are"
                        + " 'lease_pool_of_connections'.");
        assertThat(inDirectoryB(database, "lease_poo").results().get(0).filePath())
                .isEqualTo("b/cache.py");
        // A typing error away from a name, and from a word, that only the excluded directory has.
        assertThat(inDirectoryB(database, "evict_oldestt").notes().toString()).doesNotContain("oldst");
        assertThat(inDirectoryB(database, "stautz entriez").notes().toString()).doesNotContain("staut", "entri");
    }

    private SearchResponse inDirectoryB(Database database, String query) {
        return search.search(
                database,
                new SearchRequest(
                        query,
                        SearchScope.EVERYTHING,
                        Optional.empty(),
                        Optional.of("b"),
                        Optional.empty(),
                        10,
                        Detail.FULL));
    }
}

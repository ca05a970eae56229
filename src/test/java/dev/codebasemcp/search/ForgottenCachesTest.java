package dev.codebasemcp.search;

import static dev.codebasemcp.indexing.IndexFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.indexing.IndexFixture;
import dev.codebasemcp.model.UnavailableException;
import dev.codebasemcp.search.retrieve.Retrieval;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class ForgottenCachesTest {
    @TempDir
    Path repository;

    @PostgresTest
    void aSearchAfterThemIsAnsweredAsBefore(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        write(repository.resolve("bucket.py"), "def take_token(bucket):\n    return bucket.pop()\n");
        write(repository.resolve("clock.py"), "def read_clock():\n    return 12\n");
        index.index(repository);
        SearchService search =
                new SearchService(() -> IndexFixture.EMBEDDER, new Retrieval(1 << 20, 1 << 30), new FileSystemCalls());
        List<SearchResult> before = results(search, databases, index);

        search.forget();
        databases.closeIdle();

        assertThat(results(search, databases, index)).isNotEmpty().isEqualTo(before);
    }

    @PostgresTest
    void refusesAnIndexThatThereIsNoMemoryForAndFindsAgainWithMore(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        write(repository.resolve("a.py"), "def remove_file(path):\n    os.unlink(path)\n");
        index.index(repository);
        Database database = databases.project(index.database());
        SearchService little =
                new SearchService(() -> IndexFixture.EMBEDDER, new Retrieval(1 << 20, 8), new FileSystemCalls());

        assertThatThrownBy(() -> little.search(database, SearchRequest.of("remove", 10)))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("1 chunks")
                .hasMessageContaining("java -Xmx");
        SearchService more =
                new SearchService(() -> IndexFixture.EMBEDDER, new Retrieval(1 << 20, 1 << 30), new FileSystemCalls());
        assertThat(more.search(database, SearchRequest.of("remove", 10)).results())
                .hasSize(1);
    }

    private static List<SearchResult> results(SearchService search, Databases databases, IndexFixture index) {
        return search.search(databases.project(index.database()), SearchRequest.of("take a token", 10))
                .results();
    }
}

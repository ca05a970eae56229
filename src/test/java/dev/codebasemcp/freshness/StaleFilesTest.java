package dev.codebasemcp.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.indexing.IndexFixture;
import dev.codebasemcp.search.SearchRequest;
import dev.codebasemcp.search.SearchService;
import dev.codebasemcp.search.retrieve.Retrieval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.io.TempDir;

/** A search and a check of the files call the same files stale. */
class StaleFilesTest {
    private static final String ONE = "def socket():\n    return 1\n";
    private static final String TWO = "def socket():\n    return 2\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final SearchService search =
            new SearchService(() -> IndexFixture.EMBEDDER, new Retrieval(1 << 20, 1 << 30), new FileSystemCalls());

    @PostgresTest
    void aFileThatIsNowALinkToItsEqualIsStale(Databases databases) throws Exception {
        FreshnessFixture fixture = indexed(databases);
        Path file = fixture.root.resolve("a.py");
        Path target = folder.resolve("elsewhere.py");
        Files.move(file, target);
        Files.createSymbolicLink(file, target);

        assertStale(fixture, 1);
        assertThat(fixture.refresh().changed()).isTrue();
        assertThat(fixture.dump()).noneMatch(line -> line.contains("socket"));
    }

    @PostgresTest
    void aFileThatAnotherOfItsSizeAndTimeReplacedIsStale(Databases databases) throws Exception {
        FreshnessFixture fixture = indexed(databases);
        Path file = fixture.root.resolve("a.py");
        Path other = folder.resolve("other.py");
        Files.writeString(other, TWO);
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

        assertStale(fixture, 1);
        assertThat(fixture.refresh().changed()).isTrue();
        assertStale(fixture, 0);
        assertThat(fixture.dump()).anyMatch(line -> line.contains("return 2"));
    }

    @PostgresTest
    void aFileOfTheSameContentIsStaleUntilTheNextCheckReadsIt(Databases databases) throws Exception {
        FreshnessFixture fixture = indexed(databases);
        Files.createLink(folder.resolve("backup.py"), fixture.root.resolve("a.py"));

        assertStale(fixture, 1);
        assertThat(fixture.refresh().staleFiles()).isZero();
        assertStale(fixture, 0);
    }

    private FreshnessFixture indexed(Databases databases) throws IOException, InterruptedException {
        FreshnessFixture fixture = new FreshnessFixture(folder, databases);
        IndexFixture.write(fixture.root.resolve("a.py"), ONE);
        IndexFixture.write(fixture.root.resolve("b.py"), "def widget():\n    return 3\n");
        fixture.age();
        fixture.index();
        assertStale(fixture, 0);
        return fixture;
    }

    private void assertStale(FreshnessFixture fixture, int files) {
        assertThat(fixture.check.compare(fixture.project.databaseName()))
                .singleElement()
                .satisfies(one -> assertThat(one.staleFiles()).isEqualTo(files));
        assertThat(search.search(fixture.project.database(), SearchRequest.of("socket widget", 10))
                        .staleFiles())
                .isEqualTo(files);
    }
}

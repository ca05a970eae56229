package dev.codebasemcp.search;

import static dev.codebasemcp.indexing.IndexFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.OnOneJdk;
import dev.codebasemcp.database.Database;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.indexing.IndexFixture;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.search.rank.ContentKind;
import dev.codebasemcp.search.retrieve.Retrieval;
import dev.codebasemcp.search.retrieve.SearchScope;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** An answer without results says which filter left nothing, and what there is. */
@OnOneJdk
class EmptyReasonTest {
    private static final List<String> ENDINGS =
            List.of("java", "py", "rb", "go", "rs", "js", "ts", "kt", "swift", "scala", "php");

    @TempDir
    Path repository;

    private final SearchService search =
            new SearchService(() -> IndexFixture.EMBEDDER, new Retrieval(1 << 20, 1 << 30), new FileSystemCalls());

    @PostgresTest
    void aProjectWithoutAnIndexSaysHowToMakeOne(Databases databases) {
        Database database = databases.project(new IndexFixture(databases).database());

        assertThat(reason(database, null, null, null)).contains("Nothing is indexed in this project yet");
    }

    @PostgresTest
    void eachFilterThatLeavesNothingIsToldWithWhatThereIs(Databases databases) throws Exception {
        Database database = indexed(databases);

        assertThat(reason(database, null, null, "haskell"))
                .contains("No file in language 'haskell'", "java (2)", "and ", " more");
        assertThat(reason(database, "zig", null, null)).contains("file_type 'zig'", ".java (2)", " and 4 more");
        assertThat(reason(database, "zig", null, "haskell")).contains("language 'haskell'", "file_type 'zig'");
    }

    @PostgresTest
    void aDirectoryThatIsMissingIsToldByTheNearestOneAndAName(Databases databases) throws Exception {
        Database database = indexed(databases);

        assertThat(reason(database, null, "src/mian", null))
                .contains("directory 'src/mian'", "did you mean 'src/main'?", "'src/' has");
        assertThat(reason(database, null, "elsewhere", null))
                .isEqualTo(
                        "No indexed file is at or below directory 'elsewhere'. The repository has other/ (10), src/ (2),"
                                + " Makefile (1).");
        assertThat(reason(database, null, "src/main/*.zig", null)).contains("'src/main/' has", "A.java");
    }

    @PostgresTest
    void filtersThatExcludeEachOtherAreToldByWhatEachLeaves(Databases databases) throws Exception {
        Database database = indexed(databases);

        assertThat(reason(database, "py", "src/main", null))
                .contains(
                        "passes all filters together",
                        "without file_type 'py': 2 files (java (2))",
                        "without directory 'src/main': 1 file (other/ (1))");
        assertThat(reason(database, "py", "src/main", "go")).contains("without file_type 'py': none");
    }

    @PostgresTest
    void aKindOfContentThatIsMissingIsToldWithWhatThereIs(Databases databases) throws Exception {
        Database database = indexed(databases);

        assertThat(reason(database, request(null, null, null).withContent(Set.of(ContentKind.DOCS, ContentKind.TESTS))))
                .isEqualTo("No file of content 'tests, docs' here; the index has code (12), config (1).");
        assertThat(reason(database, request("py", null, null).withContent(Set.of(ContentKind.CONFIG))))
                .contains(
                        "without file_type 'py': 1 file (makefile (1))", "without content 'config': 1 file (code (1))");
    }

    private Database indexed(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        write(repository.resolve("src/main/A.java"), "class A {}\n");
        write(repository.resolve("src/main/B.java"), "class B {}\n");
        write(repository.resolve("Makefile"), "all:\n\techo done\n");
        for (String ending : ENDINGS.subList(1, ENDINGS.size())) {
            write(repository.resolve("other/one." + ending), "// nothing\n");
        }
        index.index(repository);
        return databases.project(index.database());
    }

    private String reason(
            Database database, @Nullable String type, @Nullable String directory, @Nullable String language) {
        return reason(database, request(type, directory, language));
    }

    private static SearchRequest request(@Nullable String type, @Nullable String directory, @Nullable String language) {
        return new SearchRequest(
                "anything",
                SearchScope.EVERYTHING,
                Optional.ofNullable(type),
                Optional.ofNullable(directory),
                Optional.ofNullable(language),
                5,
                Detail.FULL);
    }

    private String reason(Database database, SearchRequest request) {
        return Term.plain(search.search(database, request).emptyReason().orElseThrow());
    }
}

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
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class NotebookSearchTest {
    @TempDir
    Path repository;

    private final SearchService search =
            new SearchService(() -> IndexFixture.EMBEDDER, new Retrieval(1 << 20, 1 << 30), new FileSystemCalls());

    @PostgresTest
    void aNotebookIsFoundByItsCellsAtTheLinesOfTheFile(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        String notebook = "{\n\"cells\": [\n"
                + cell("markdown", "\"# Invoices\\n\",\n\"of a widget\"")
                + ",\n"
                + cell("code", "\"def render_invoice(lock):\\n\",\n\"    return retry(lock)\"")
                + "\n]\n}\n";
        write(repository.resolve("a.ipynb"), notebook);
        index.index(repository);
        Database database = databases.project(index.database());

        SearchResult result = search.search(database, SearchRequest.of("render_invoice", 10))
                .results()
                .get(0);

        assertThat(result.symbol()).contains("render_invoice");
        assertThat(result.kind()).contains(DefinitionKind.FUNCTION);
        List<String> lines = notebook.lines().toList();
        List<String> shown = result.content().lines().toList();
        for (int i = 0; i < shown.size(); i++) {
            assertThat(shown.get(i)).isIn("", lines.get(result.lines().start() - 1 + i));
        }
        assertThat(shown).contains("\"def render_invoice(lock):\\n\",").doesNotContain("matrix");
        assertThat(search.retrieved(database, SearchRequest.of("matrix", 10)).candidates())
                .allSatisfy(candidate -> assertThat(candidate.lexical()).isZero());
    }

    private static String cell(String type, String source) {
        return "{\n\"cell_type\": \"" + type + "\",\n\"outputs\": [\"matrix\"],\n\"source\": [\n" + source + "\n]\n}";
    }
}

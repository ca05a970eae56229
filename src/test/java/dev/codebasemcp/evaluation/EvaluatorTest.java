package dev.codebasemcp.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.indexing.IndexFixture;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.search.SearchService;
import dev.codebasemcp.search.rank.Signal;
import dev.codebasemcp.search.rank.Weights;
import dev.codebasemcp.search.retrieve.Retrieval;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OneFlavour
class EvaluatorTest {
    private static final String REPOSITORIES = """
            [{"name": "tiny", "language": "python", "benchmark_root": "src"}, {"name": "other", "language": "go"}]""";
    private static final String TASKS = """
            [{"query": "TokenBucket", "relevant": ["src/limits.py"], "secondary": []},
             {"query": "how sockets are closed", "relevant": [{"path": "src/net.py", "start_line": 1, "end_line": 2}]},
             {"query": "where <b> is said", "relevant": ["src/nowhere.py"], "category": "semantic"}]""";

    @TempDir
    Path folder;

    @PostgresTest
    void asksEveryQueryAndTellsWhereAnAnswerWasLost(Databases databases) throws Exception {
        IndexFixture.write(folder.resolve("tasks/repos.json"), REPOSITORIES);
        IndexFixture.write(folder.resolve("tasks/tiny.json"), TASKS);
        IndexFixture.write(
                folder.resolve("src/limits.py"), "class TokenBucket:\n    def take(self):\n        return 1\n");
        IndexFixture.write(folder.resolve("src/net.py"), "def close_socket(socket):\n    socket.close()\n");
        IndexFixture index = new IndexFixture(databases);
        index.index(folder.resolve("src"));
        Database database = databases.project(index.database());
        SearchService search =
                new SearchService(() -> IndexFixture.EMBEDDER, new Retrieval(1 << 20, 1 << 30), new FileSystemCalls());

        List<TaskSet> sets = TaskFolder.read(folder.resolve("tasks"));
        Stats figures = new Stats(new Evaluator(search, 1).judge(database, sets.get(0)));

        assertThat(sets).extracting(TaskSet::name).containsExactly("tiny");
        assertThat(figures.judgements()).extracting(Judgement::ndcg).containsExactly(1.0, 1.0, 0.0);
        assertThat(figures.ndcgByCategory()).containsOnlyKeys("architecture", "semantic", "symbol");
        Judgement symbol = figures.judgements().get(0);
        assertThat(symbol.recallOfRetrievers())
                .containsEntry("definitions", 1.0)
                .containsEntry("all", 1.0);
        assertThat(symbol.concise().tokensToFirst()).isBetween(1, 60);
        assertThat(symbol.best().get(0).why()).contains("defines TokenBucket");
        assertThat(MarkdownReport.of(figures))
                .contains("NDCG@10 **0.6667**, success at 1 0.667, at 3 0.667 over 3 queries", "| python | 0.667 |");
        assertThat(HtmlReport.of(figures, "a & b"))
                .contains("<h1>a &amp; b</h1>", "where &lt;b&gt; is said", "defines TokenBucket", "<svg")
                .doesNotContain("<script", "<b> is said");
        Stats muted = new Stats(new Evaluator(search.ranking(Weights.CHOSEN, Set.of(Signal.DEFINITION)), 1)
                .judge(database, sets.get(0)));
        assertThat(muted.judgements().get(0).best().get(0).why()).doesNotContain("defines");
        CrossValidation validation = new CrossValidation();
        validation.add(search, database, sets.get(0), "annotated");
        validation.add(
                search,
                database,
                new TaskSet("second", "python", "src", sets.get(0).tasks()),
                "annotated");
        assertThat(validation.report(2))
                .contains("| 1 | second | 0.6667 | 0.6667 |", "| 2 | tiny | 0.6667 |", "| mean | | 0.6667 | 0.6667 |");
    }

    @Test
    void aFolderWithoutTasksIsRefused() {
        assertThatThrownBy(() -> TaskFolder.read(folder.resolve("none")))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("repos.json");
    }
}

package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a result of a chunk with several small definitions is named, over stdio, in both forms of the answer. */
@Timeout(240)
class NamedResultsTest {
    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ServerSession text;

    @SuppressWarnings("NullAway.Init")
    private static ServerSession structured;

    @BeforeAll
    static void index() {
        SampleRepository tree = SampleRepository.in(folder.resolve("names")).named("names");
        tree.write("lib/repo.ex", """
                defmodule Repo do
                  def query(sql), do: run(sql)

                  def query!(sql), do: run(sql) |> check()

                  @doc "Whether no row is left."
                  def empty?(rows), do: rows == []
                end
                """);
        tree.write("src/Limits.java", """
                /** What the server allows. */
                class Limits {
                    static final int MAX_CONNECTIONS = 200;
                    static final int MAX_OPEN_CONNECTIONS = 100;
                    /** How long a client may keep silent. */
                    static final int PAUSE = 30;
                }
                """);
        text = ServerSession.start(tree.root(), Map.of("CODEBASE_MCP_ANSWERS", "text"));
        structured = ServerSession.start(tree.root(), Map.of("CODEBASE_MCP_ANSWERS", "structured"));
        text.index(tree.root());
    }

    @AfterAll
    static void stop() {
        text.close();
        structured.close();
    }

    @ParameterizedTest
    @CsvSource({
        "query!, Repo.query!, function",
        "Repo.query!, Repo.query!, function",
        "Repo.query, Repo.query, function",
        "who handles what `query!` raises, Repo.query!, function",
        "empty?, Repo.empty?, function",
        "whether no row is left, Repo.empty?, function",
        "max open connections, Limits.MAX_OPEN_CONNECTIONS, constant",
        "MAX_CONNECTIONS, Limits.MAX_CONNECTIONS, constant",
        "how long a client may keep silent, Limits.PAUSE, constant",
        "what the server allows, Limits, class"
    })
    void theDefinitionThatMatchesIsNamed(String question, String symbol, String kind) {
        for (String detail : List.of("full", "concise")) {
            Map<String, Object> arguments = Map.of("query", question, "detail", detail);

            JsonNode first =
                    structured.ask("search_code", arguments).path("results").get(0);
            assertThat(first.path("symbol").asText()).isEqualTo(symbol);
            assertThat(first.path("kind").asText()).isEqualTo(kind);

            String heading = text.result(text.send("search_code", arguments))
                    .path("content")
                    .get(0)
                    .path("text")
                    .asText()
                    .lines()
                    .findFirst()
                    .orElseThrow();
            assertThat(heading)
                    .isEqualTo(first.path("file_path").asText() + ":"
                            + first.path("start_line").asInt() + "-"
                            + first.path("end_line").asInt() + " " + symbol + " (" + kind + ")");
        }
    }
}

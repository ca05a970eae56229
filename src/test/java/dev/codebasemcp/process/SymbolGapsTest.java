package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What answers about symbols cannot list, they say; and what they could miss, they list. */
@Timeout(240)
class SymbolGapsTest {
    private static final String SYMBOL = "symbol";
    private static final String MESSAGE = "message";
    private static final int OVERLOADS = 12;

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ServerSession session;

    @BeforeAll
    static void index() {
        SampleRepository tree = SampleRepository.in(folder.resolve("gaps")).named("gaps");
        tree.write("src/store/Store.java", store());
        tree.write("src/store/Purpose.java", "package store;\n\npublic enum Purpose { ONE }\n");
        tree.write("src/store/Listener.java", "package store;\n\npublic interface Listener {\n    void on();\n}\n");
        tree.write("src/store/Users.java", """
                package store;

                class Users {
                    // oldPut() was here.
                    Listener create(Store store) {
                        store.put(1);
                        return new Listener() {
                            @Override
                            public void on() {}
                        };
                    }

                    Object plain() {
                        return new Store();
                    }
                }
                """);
        tree.write("go/value.go", "package value\n\ntype Sized interface {\n\tSize() int\n}\n");
        session = ServerSession.start(tree.root(), Map.of("CODEBASE_MCP_ANSWERS", "structured"));
        session.index(tree.root());
    }

    /** A class with many documented overloads, each with one parameter more. */
    private static String store() {
        String overloads = IntStream.range(0, OVERLOADS)
                .mapToObj(i ->
                        IntStream.rangeClosed(0, i).mapToObj(n -> "int a" + n).collect(Collectors.joining(", ")))
                .map(parameters -> """

                    /**
                     * Puts a value.
                     *
                     * <p>This text is long, and it says nothing of use at all to anybody who reads it here.
                     */
                    void put(PARAMETERS) {}
                """.replace("PARAMETERS", parameters))
                .collect(Collectors.joining());
        return """
                package store;

                public class Store {OVERLOADS
                    void purge() {}
                }
                """.replace("OVERLOADS", overloads);
    }

    @AfterAll
    static void stop() {
        session.close();
    }

    @Test
    void manyOverloadsLeaveRoomForCallers() {
        JsonNode answer = session.ask("find_symbol", Map.of(SYMBOL, "Store.put", "max_tokens", 1500));

        assertThat(answer.path("callers").findValuesAsText("line")).containsExactly("6");
        assertThat(answer.path(MESSAGE).asText())
                .containsPattern("Code or documentation of \\d+ definitions is left out");
    }

    @Test
    void aClassWithoutANameIsASubtypeAndAUse() {
        JsonNode answer = session.ask(
                "find_symbol", Map.of(SYMBOL, "Listener", "include", List.of("implementations", "callers")));

        assertThat(answer.path("implementations").findValuesAsText(SYMBOL))
                .containsExactly("anonymous class in Users.create");
        assertThat(answer.path("implementations").findValuesAsText("line")).containsExactly("7");
        assertThat(answer.path("callers").findValuesAsText("line")).containsExactly("5", "7");
        assertThat(session.ask("find_symbol", Map.of(SYMBOL, "Store", "include", List.of("implementations")))
                        .path("implementations"))
                .isEmpty();
    }

    @Test
    void aQualifiedFormMeansMembersInTheSameCase() {
        JsonNode answer = session.ask("find_symbol", Map.of(SYMBOL, "Store.pu*", "include", List.of("outline")));
        assertThat(answer.path(SYMBOL).asText()).startsWith("Store.pu");
        assertThat(answer.path("others").findValuesAsText(SYMBOL))
                .hasSize(1)
                .allMatch(name -> name.startsWith("Store."));

        JsonNode upper = session.ask("find_symbol", Map.of(SYMBOL, "Pu*", "include", List.of("outline")));
        assertThat(upper.path(SYMBOL).asText()).isEqualTo("Purpose");
        JsonNode lower = session.ask("find_symbol", Map.of(SYMBOL, "pu*", "include", List.of("outline")));
        assertThat(lower.path(SYMBOL).asText()).startsWith("Store.pu");

        JsonNode other = session.ask("find_symbol", Map.of(SYMBOL, "STORE.PUT*", "include", List.of("outline")));
        assertThat(other.path(SYMBOL).asText()).isEqualTo("Store.put");
        assertThat(other.path(MESSAGE).asText()).contains("case was ignored");
    }

    @Test
    void anInterfaceInGoSaysThatItsTypesAreNotListed() {
        Map<String, Object> asked = Map.of(SYMBOL, "Sized", "include", List.of("implementations", "supertypes"));

        assertThat(session.ask("find_symbol", asked).path(MESSAGE).asText())
                .contains("Go writes nowhere that a type implements an interface");
        assertThat(session.ask("find_symbol", Map.of(SYMBOL, "Sized", "include", List.of("body")))
                        .has(MESSAGE))
                .isFalse();
    }

    @Test
    void moreThanTenDefinitionsAreCounted() {
        assertThat(session.ask("find_references", Map.of(SYMBOL, "Store.put"))
                        .path(MESSAGE)
                        .asText())
                .contains("Defined at 2 more places");
    }

    @Test
    void allToolsNameWhatIsLikeANameThatNothingHas() {
        for (String tool : List.of("find_symbol", "find_references", "analyze_impact")) {
            assertThat(session.ask(tool, Map.of(SYMBOL, "Users.creat_e"))
                            .path(MESSAGE)
                            .asText())
                    .as(tool)
                    .contains("Names like it: create");
        }
    }

    @Test
    void aNameThatOnlyLinesHaveLeadsToThem() {
        assertThat(session.ask("find_symbol", Map.of(SYMBOL, "oldPut"))
                        .path(MESSAGE)
                        .asText())
                .contains("1 line still has the name; find_references oldPut lists it.")
                .doesNotContain("search_code");
    }
}

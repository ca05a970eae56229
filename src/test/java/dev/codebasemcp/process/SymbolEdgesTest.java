package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Questions about symbols whose code is odd: being typed, with many of one name, or with several meanings. */
@Timeout(240)
class SymbolEdgesTest {
    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ServerSession server;

    @BeforeAll
    static void index() {
        SampleRepository tree = SampleRepository.in(folder.resolve("edges")).named("edges");
        tree.write("src/Api.java", """
                class Api {
                    @Op("the private part of it") public int fetch() { return 1; }
                    void first() {}
                    void second() {}
                    private int x, max;
                    int most() { return max + x; }
                }
                """);
        tree.write("src/User.java", """
                class User {
                    void typing() {
                        new Api().fetch();
                    }
                    void both(Api api) {
                        api.first();
                        api.second();
                    }
                    void () { new Api().first(); }
                }
                """);
        tree.write("src/Levels.java", """
                interface Lvi { void deep(); }
                class Lvb implements Lvi { public void deep() {} }
                class Lva extends Lvb { public void deep() {} }
                class Caller { void call(Lvi lvi) { lvi.deep(); } }
                """);
        tree.write(
                "src/Cart.java",
                "class Cart {\n    Cart() {}\n    static class CartItem {}\n    int cartTotal() { return 1; }\n}\n");
        tree.write("web/aa.ts", "import sum from \"./shop\";\nexport const one = sum();\n");
        tree.write("web/shop.ts", "export default function total() { return 1; }\n");
        tree.write("web/zz.ts", "import total from \"./shop\";\nexport const two = total();\n");
        writeMany(tree);
        server = ServerSession.start(tree.root(), Map.of("CODEBASE_MCP_ANSWERS", "structured"));
        server.index(tree.root());
    }

    private static void writeMany(SampleRepository tree) {
        tree.write("lib/either.py", """
                class A:
                    def run(self): pass

                class B:
                    def run(self): pass

                def go(x: A | B):
                    x.run()
                """);
        String many = IntStream.range(0, 450)
                .mapToObj(i -> "class H" + i + ":\n    def handle(self): pass\n")
                .collect(Collectors.joining("\n"));
        tree.write("aa/many.py", many);
        tree.write("zz/one.py", "class Last:\n    def handle(self): pass\n");
        String calls =
                IntStream.range(0, 20_000).mapToObj(i -> "    Busy.act();\n").collect(Collectors.joining());
        tree.write(
                "src/Busy.java",
                "class Busy {\n    static void act() {}\n    static void all() {\n" + calls + "    }\n}\n");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aDefinitionWithoutANameEndsNoQuestion() {
        assertThat(names(ask("analyze_impact", Map.of("symbol", "Api.first")), "step_1"))
                .contains("User.both");
    }

    /** A module that imports a default under its own name has only the word of the path. */
    @Test
    void filesWithTheNameOrTheModuleComeInTheOrderOfTheirPaths() {
        JsonNode answer = ask("find_references", Map.of("symbol", "total", "kind", "call"));

        assertThat(answer.path("references").findValuesAsText("file_path")).containsExactly("web/aa.ts", "web/zz.ts");
    }

    @Test
    void wordsOfAnAnnotationAreNoModifiers() {
        assertThat(ask("find_references", Map.of("symbol", "Api.fetch"))
                        .path("total_count")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void theNameIsTheWholeNameOfTheDeclaration() {
        assertThat(ask("find_symbol", Map.of("symbol", "Api.max"))
                        .path("callers")
                        .get(0)
                        .path("text")
                        .asText())
                .contains("max + x");
        assertThat(ask("find_symbol", Map.of("symbol", "Api.max")).path("callers"))
                .hasSize(1);
    }

    @Test
    void overridesAreFollowedThroughAllLevels() {
        assertThat(names(ask("find_symbol", Map.of("symbol", "Lvi.deep")), "implementations"))
                .containsExactly("Lvb.deep", "Lva.deep");
        assertThat(names(ask("analyze_impact", Map.of("symbol", "Lva.deep")), "step_1"))
                .containsExactly("Caller.call");
    }

    @Test
    void onlyAConstructorIsHiddenBehindItsType() {
        JsonNode answer = ask("find_symbol", Map.of("symbol", "Cart*"));

        assertThat(answer.path("symbol").asText()).isEqualTo("Cart");
        assertThat(names(answer, "others"))
                .contains("Cart.CartItem", "Cart.cartTotal")
                .doesNotContain("Cart.Cart");
    }

    @Test
    void aUseOfSeveralSymbolsCountsForEach() {
        JsonNode answer = ask("find_symbol", Map.of("symbol", "run", "directory", "lib"));

        assertThat(answer.path("others").get(0).path("uses").asInt()).isEqualTo(1);
        assertThat(answer.path("callers")).hasSize(1);
    }

    @Test
    void filtersCountBeforeTheLimit() {
        assertThat(ask("find_symbol", Map.of("symbol", "handle", "directory", "zz"))
                        .path("symbol")
                        .asText())
                .isEqualTo("Last.handle");
        assertThat(ask("find_symbol", Map.of("symbol", "handle*", "directory", "zz"))
                        .path("symbol")
                        .asText())
                .isEqualTo("Last.handle");
        assertThat(ask("find_symbol", Map.of("symbol", "handle"))
                        .path("message")
                        .asText())
                .contains("at least 400");
    }

    @Test
    void manyUsesAreCutInTime() {
        JsonNode answer = ask("find_symbol", Map.of("symbol", "Busy.act", "max_tokens", 1_000));

        assertThat(answer.path("callers").size()).isBetween(1, 200);
        assertThat(answer.path("message").asText()).contains("find_references");
    }

    private static List<String> names(JsonNode answer, String part) {
        return answer.path(part).findValuesAsText("symbol");
    }

    private static JsonNode ask(String tool, Map<String, Object> arguments) {
        return server.ask(tool, new HashMap<>(arguments));
    }
}

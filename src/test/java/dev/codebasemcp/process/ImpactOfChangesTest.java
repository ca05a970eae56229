package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.git.GitDirectories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code analyze_impact} takes as changed and removed, and what it says of the uses that are left. */
@Timeout(240)
class ImpactOfChangesTest {
    private static final String TOOL = "analyze_impact";
    private static final String PRICE = ImpactSamples.PRICE;
    private static final String STORE = "src/shop/Store.java";
    private static final String COLOR = "src/shop/Color.java";
    private static final String MANY = "src/shop/Many.java";

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static SampleRepository tree;

    @SuppressWarnings("NullAway.Init")
    private static ServerSession server;

    @BeforeAll
    static void index() throws Exception {
        tree = ImpactSamples.write(folder.resolve("changes"), "changes");
        writeStore();
        writeOthers();
        GitDirectories.repository(tree.root());
        server = ServerSession.start(tree.root(), Map.of());
        server.index(tree.root());
    }

    private static void writeStore() {
        tree.write(STORE, """
                package shop;

                import java.util.Map;

                class Store {
                    int size = 1;

                    void put(String key, String value) {
                        // Keeps nothing.

                        use(key, value);
                    }

                    void use(String key, String value) {}

                    int twice() {
                        return 2 * size;
                    }

                    int given(int size) {
                        return 3 * size;
                    }
                }
                """);
    }

    private static void writeOthers() {
        tree.write("c/sum.h", "int sum(int a, int b);\ntypedef int fold(int);\n");
        tree.write("c/sum.c", "#include \"sum.h\"\nint sum(int a, int b) { return a + b; }\n");
        tree.write("src/shop/Maps.java", """
                package shop;

                import java.util.Map;

                class Maps {
                    void fill(Map<String, String> m) {
                        m.put("a", "b");
                        mystery().put("a", "b");
                    }
                }
                """);
        tree.write(COLOR, "package shop;\n\n@Deprecated\nenum Color {\n    RED,\n    GREEN;\n\n    void mix() {}\n}\n");
        tree.write(MANY, "package shop;\n\nclass Many {\n" + methods(50) + "}\n");
        tree.write("lib/twin_a.py", "def twin():\n    return 1\n\n\ndef other():\n    return 2\n");
        tree.write("lib/twin_b.py", "def twin():\n    return 1\n");
        // So long a text gets no syntax tree.
        tree.write("lib/huge.py", "def huge():\n    return 1\n" + "# a long comment\n".repeat(150_000));
    }

    private static String methods(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "    void method" + i + "() {}\n")
                .collect(Collectors.joining());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void restore() throws Exception {
        GitDirectories.git(tree.root(), "reset", "-q", "--hard", "main");
        GitDirectories.git(tree.root(), "clean", "-q", "-f", "-d");
    }

    @Test
    void whatAHeaderAnnouncesHasChanged() {
        tree.edit("c/sum.h", "int sum(int a, int b);", "int sum(int a, int b, int c);");
        tree.edit("c/sum.h", "fold(int);", "fold(long);");

        assertThat(symbols(ask(), "changed")).containsExactly("sum", "fold");
    }

    @Test
    void aFileThatAlwaysHadTheNameDoesNotHideARemoval() {
        tree.edit("lib/twin_a.py", "def twin():\n    return 1\n\n\n", "");
        tree.edit("lib/twin_b.py", "return 1", "return 11");

        assertThat(symbols(ask(), "removed")).containsExactly("twin");
    }

    @Test
    void aDefinitionThatMovedIsNotRemoved() {
        tree.edit("lib/twin_a.py", "def other():\n    return 2\n", "");
        tree.edit("lib/twin_b.py", "return 1", "return 1\n\n\ndef other():\n    return 2");

        assertThat(ask().has("removed")).isFalse();
    }

    @Test
    void newFilesAreNamed() throws Exception {
        tree.write("lib/new_a.py", "def new_a():\n    return 1\n");
        tree.write("lib/new_b.py", "def new_b():\n    return 1\n");
        tree.write("hidden/new_c.py", "def new_c():\n    return 1\n");
        GitDirectories.git(tree.root(), "add", "lib/new_b.py");
        server.index(tree.root());

        assertThat(ask().path("message").asText()).contains("New files: 2 (lib/new_b.py, lib/new_a.py).");
    }

    @Test
    void namesOfChangesInOtherLanguagesAreCounted() throws Exception {
        tree.write("web/page.html", "<p>{{ twin() }}</p>\n<p>{{ method1() }}</p>\n<p>twins</p>\n");
        tree.edit("lib/twin_a.py", "def twin():\n    return 1\n", "def twin():\n    return 3\n");
        tree.edit(MANY, "    void method1() {}\n", "");
        server.index(tree.root());

        assertThat(ask().path("message").asText())
                .contains("2 lines in 1 file of other languages (html) have a name of these: web/page.html:2,"
                        + " web/page.html:1; search_code finds them.");
    }

    @Test
    void aCountOfSomeOfTheNamesSaysSo() throws Exception {
        tree.write("web/page.html", "<p>{{ twin() }}</p>\n<p>{{ method1() }}</p>\n");
        tree.edit("lib/twin_a.py", "def twin():\n    return 1\n", "def twin():\n    return 3\n");
        tree.edit(MANY, methods(50), "");
        server.index(tree.root());

        assertThat(ask().path("message").asText()).contains("At least 1 line in 1 file of other languages (html)");
    }

    @Test
    void allRemovedDefinitionsAreListed() {
        tree.edit(MANY, methods(50), "");

        assertThat(symbols(ask(), "removed")).hasSize(50);
    }

    @Test
    void placesThatOnlyHaveTheNameAreNotCountedAsBroken() {
        tree.edit(STORE, "    void put(", "    void putOnly(");

        String text = text();
        assertThat(symbols(ask(), "removed")).contains("Store.put");
        assertThat(text).doesNotContain(" leave ").doesNotContain("still used");
    }

    @Test
    void readsAndWritesOfARemovedFieldAreFoundInItsFile() {
        tree.edit(STORE, "    int size = 1;\n\n", "");

        JsonNode answer = ask();
        assertThat(symbols(answer, "removed")).containsOnly("Store.size");
        assertThat(ImpactSamples.uses(answer)).containsExactly(STORE + ":15");
        assertThat(text()).contains("leave 1 use of what is no more.");
    }

    @Test
    void deletedAndRewordedCommentsAndBlankLinesAreNoChange() {
        tree.edit(STORE, "        // Keeps nothing.\n\n", "");
        tree.edit(PRICE, "    /** Adds two. */\n", "");
        assertUnchanged(ask());

        tree.edit(STORE, "        use(key", "        // Keeps it.\n        use(key");
        assertUnchanged(ask());
    }

    @Test
    void codeThatBecomesACommentIsAChange() {
        tree.edit(STORE, "        use(key, value);", "        // use(key, value);");

        assertThat(symbols(ask(), "changed")).containsExactly("Store.put");
    }

    @Test
    void aTypeThatLosesWhatIsInNoMemberChanges() {
        tree.edit(COLOR, "@Deprecated\n", "");
        assertThat(symbols(ask(), "changed")).containsExactly("Color");
    }

    @Test
    void aMethodThatLosesItsAnnotationChangesAndItsTypeDoesNot() {
        tree.edit("src/shop/Cart.java", "    @Override\n", "");

        assertThat(symbols(ask(), "changed")).containsExactly("Cart.total");
    }

    @Test
    void anEnumThatLosesAConstantIsToldOf() {
        tree.edit(COLOR, "    RED,\n", "");

        JsonNode answer = ask();
        assertThat(symbols(answer, "changed").contains("Color")
                        || symbols(answer, "removed").contains("Color.RED"))
                .as(answer.toString())
                .isTrue();
    }

    @Test
    void aRemovalWhoseUsesNobodyLookedForIsNotCalledUnused() throws Exception {
        Files.delete(tree.root().resolve("lib/huge.py"));

        assertThat(text()).contains("huge: no use known, but other files were not looked at");
    }

    @Test
    void filesThatWereOnlyTouchedAreNoChanges() throws Exception {
        for (String path : List.of(PRICE, STORE, COLOR)) {
            tree.write(path, Files.readString(tree.root().resolve(path)));
        }

        assertUnchanged(ask());
    }

    @Test
    void aPlaceWithoutASymbolIsRefused() {
        assertThat(server.refusal(TOOL, Map.of("file_path", STORE))).startsWith("Give symbol with file_path and line.");
        assertThat(server.refusal(TOOL, Map.of("line", 3))).startsWith("Give symbol with file_path and line.");
    }

    @Test
    void whyChangesCannotBeReadIsSaid() {
        assertThat(server.refusal(TOOL, Map.of("base", "nowhere")))
                .contains("cannot be read: it names no commit here.")
                .doesNotContain("git is missing", "files changed");
    }

    @Test
    void repositoriesWithoutGitAreNamedAmongSeveral() throws Exception {
        Path above = folder.resolve("several");
        new SampleRepository(above).named("several");
        Path known = Files.createDirectories(above.resolve("known"));
        new SampleRepository(known).write("a.py", "def one():\n    return 1\n");
        GitDirectories.repository(known);
        new SampleRepository(known).write("a.py", "def one():\n    return 100\n");
        Path plain = above.resolve("plain");
        new SampleRepository(plain).write("b.py", "def two():\n    return 2\n");
        try {
            server.workIn(above);
            server.index(known);
            server.index(plain);

            JsonNode answer = server.ask(TOOL, Map.of());
            assertThat(symbols(answer, "changed")).containsExactly("one");
            assertThat(answer.path("message").asText())
                    .contains("The changes since HEAD in ", "plain cannot be read: it is no git repository");
        } finally {
            server.workIn(tree.root());
        }
    }

    private static void assertUnchanged(JsonNode answer) {
        assertThat(answer.path("changed")).as(answer.toString()).isEmpty();
        assertThat(answer.has("removed")).as(answer.toString()).isFalse();
    }

    private static JsonNode ask() {
        server.index(tree.root());
        return server.ask(TOOL, Map.of());
    }

    private static String text() {
        server.index(tree.root());
        return server.text(TOOL, Map.of());
    }

    private static List<String> symbols(JsonNode answer, String part) {
        return answer.path(part).findValuesAsText("symbol").stream().distinct().toList();
    }
}

package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.git.GitDirectories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of {@code analyze_impact}, with fields and as text, and of the command; in repositories of real git. */
@Timeout(240)
class AnalyzeImpactTest {
    private static final String TOOL = "analyze_impact";
    private static final String PRICE = ImpactSamples.PRICE;

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static SampleRepository tree;

    @SuppressWarnings("NullAway.Init")
    private static ServerSession server;

    @BeforeAll
    static void index() throws Exception {
        tree = ImpactSamples.write(folder.resolve("impact"), "impact");
        GitDirectories.repository(tree.root());
        server = ServerSession.start(tree.root(), Map.of());
        server.index(tree.root());
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
    void aSymbolReachesItsUsersStepByStep() {
        JsonNode one = ask(Map.of("symbol", "Price.plus", "depth", 1));
        assertThat(symbols(one, "changed")).containsExactly("Price.plus");
        assertThat(symbols(one, "step_1")).containsExactly("Cart.add");
        assertThat(one.has("step_2")).isFalse();
        assertThat(one.has("tests")).isFalse();

        JsonNode two = ask(Map.of("symbol", "Price.plus", "depth", 2));
        assertThat(symbols(two, "step_1")).containsExactly("Cart.add");
        assertThat(symbols(two, "step_2")).containsExactly("Checkout.fill");
        assertThat(symbols(two, "tests")).containsExactly("CartTest.adds");
        assertThat(two.has("step_3")).isFalse();

        JsonNode three = ask(Map.of("symbol", "Price.plus"));
        assertThat(symbols(three, "step_3")).containsExactly("Shop.open");
        assertThat(three.has("step_4")).isFalse();
        assertThat(three.path("total_count").asInt()).isEqualTo(4);
        assertThat(symbols(ask(Map.of("symbol", "Price.plus", "depth", 4)), "step_4"))
                .containsExactly("Day.begin");
    }

    @Test
    void eachUserHasItsPlaceAndWhatItUses() {
        JsonNode fill = ask(Map.of("symbol", "Price.plus")).path("step_2").get(0);

        assertThat(fill.path("file_path").asText()).isEqualTo("src/shop/Checkout.java");
        assertThat(fill.path("line").asInt()).isEqualTo(8);
        assertThat(fill.path("use_lines").get(0).asInt()).isEqualTo(9);
        assertThat(fill.path("steps").asInt()).isEqualTo(2);
        assertThat(fill.path("through").get(0).asText()).isEqualTo("Cart.add");
        assertThat(fill.path("confidence").asText()).isEqualTo("resolved");
    }

    @Test
    void theTextHasTheSame() throws Exception {
        ProgramRun run = command("Price.plus", "--depth", "2");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("""
                A change of Price.plus reaches 3 definitions in 3 files within 2 steps, 1 of them in tests.
                Changes:
                  src/shop/Price.java:12 Price.plus
                Used directly by:
                  src/shop/Cart.java
                    6 Cart.add in 7
                In 2 steps:
                  src/shop/Checkout.java
                    8 Checkout.fill in 9 through Cart.add
                In tests:
                  test/shop/CartTest.java
                    4 CartTest.adds in 5 through Cart.add
                """).contains("\nProject: impact (");
    }

    @Test
    void aCallOfWhatItOverridesMayReachIt() {
        JsonNode answer = ask(Map.of("symbol", "Cart.total"));

        assertThat(symbols(answer, "step_1")).containsExactly("Checkout.pay");
        assertThat(answer.path("step_1").get(0).path("confidence").asText()).isEqualTo("likely");
        assertThat(symbols(ask(Map.of("symbol", "Total.total")), "step_1"))
                .containsExactlyInAnyOrder("Checkout.pay", "Cart.total");
    }

    @Test
    void placesThatOnlyHaveTheNameAreCounted() {
        assertThat(symbols(ask(Map.of("symbol", "rate")), "step_1")).contains("bill");
        tree.write(
                "lib/money.py",
                "class Money:\n    def plus(self, n):\n        return n\n\n\nclass Other:\n    def plus(self, n):\n        return n\n");
        server.index(tree.root());

        JsonNode answer = ask(Map.of("symbol", "Money.plus"));

        assertThat(answer.path("total_count").asInt()).isZero();
        assertThat(answer.path("message").asText())
                .contains("1 more place has a name of these, where nothing decides what it means", "find_references");
    }

    @Test
    void aFileAndALineChooseTheSymbol() {
        assertThat(symbols(ask(Map.of("symbol", "total", "file_path", "Cart.java")), "changed"))
                .containsExactly("Cart.total");
        assertThat(symbols(ask(Map.of("symbol", "total", "file_path", "src/shop/Total.java", "line", 4)), "changed"))
                .containsExactly("Total.total");
        assertThat(ask(Map.of("symbol", "nothingIsCalledSo")).path("message").asText())
                .contains("No definition of nothingIsCalledSo is known");
    }

    @Test
    void nothingChangedIsSaid() {
        assertUnchanged(ask(Map.of()), "HEAD");
        assertUnchanged(ask(Map.of("base", "main")), "main");
    }

    @Test
    void aChangedMethodIsFoundAndACommentIsNoChange() {
        tree.edit(PRICE, "/** Adds two. */", "/** Adds two prices,\n     * both of them. */ // and");
        server.index(tree.root());
        assertUnchanged(ask(Map.of()), "HEAD");

        tree.edit(PRICE, "cents + other.cents", "cents + other.cents + 1");
        server.index(tree.root());
        JsonNode answer = ask(Map.of("base", "HEAD"));
        assertThat(symbols(answer, "changed")).containsExactly("Price.plus");
        assertThat(symbols(answer, "step_1")).containsExactly("Cart.add");
        assertThat(symbols(answer, "tests")).containsExactly("CartTest.adds");
    }

    @Test
    void anAddedMethodIsAChangeOfItself() {
        tree.edit(
                PRICE,
                "    public long cents()",
                "    long half() {\n        return cents / 2;\n    }\n\n    public long cents()");
        server.index(tree.root());

        JsonNode answer = ask(Map.of());
        assertThat(symbols(answer, "changed")).containsExactly("Price.half");
        assertThat(answer.path("total_count").asInt()).isZero();
    }

    @Test
    void aRemovedMethodLeavesItsUses() {
        tree.edit(PRICE, "    public long cents() {\n        return cents;\n    }\n\n", "");
        server.index(tree.root());

        JsonNode answer = ask(Map.of());
        assertThat(answer.path("removed").findValuesAsText("symbol")).containsOnly("Price.cents");
        assertThat(ImpactSamples.uses(answer)).containsExactlyInAnyOrder("src/shop/Cart.java:12", PRICE + ":17");
    }

    @Test
    void aRemovedClassWithItsFileLeavesItsUses() throws Exception {
        Files.delete(tree.root().resolve("src/shop/Checkout.java"));
        server.index(tree.root());

        JsonNode answer = ask(Map.of());
        assertThat(answer.path("removed").findValuesAsText("symbol")).containsOnly("Checkout");
        assertThat(ImpactSamples.uses(answer)).containsExactly("src/shop/Shop.java:4");
    }

    @Test
    void aRemovedOverloadIsAChangeAndAByteOrderMarkIsNone() {
        tree.edit("src/shop/Over.java", "    void put(int a) {}\n\n", "");
        tree.edit("lib/marked.py", "return 2", "return 22");
        server.index(tree.root());
        assertThat(symbols(ask(Map.of()), "changed")).containsExactlyInAnyOrder("Over.put", "second");
    }

    @Test
    void whatNothingUsesIsRemovedWithoutHarm() {
        tree.edit("lib/rates.py", "\n\ndef old_rate():\n    return 2\n", "");
        server.index(tree.root());

        JsonNode answer = ask(Map.of());
        assertThat(answer.path("removed")).hasSize(1);
        assertThat(answer.path("removed").get(0).path("symbol").asText()).isEqualTo("old_rate");
        assertThat(answer.path("removed").get(0).path("file_path").asText()).isEqualTo("lib/rates.py");
        assertThat(ImpactSamples.uses(answer)).isEmpty();
    }

    @Test
    void aMovedDefinitionAndARenamedFileAreNotRemoved() throws Exception {
        tree.edit("lib/rates.py", "\n\ndef old_rate():\n    return 2\n", "");
        tree.write("lib/past.py", "def old_rate():\n    return 2\n");
        GitDirectories.git(tree.root(), "mv", "src/shop/Shop.java", "src/shop/Store.java");
        server.index(tree.root());

        assertThat(ask(Map.of()).has("removed")).isFalse();
    }

    @Test
    void aFileThatOnlyGitOrOnlyTheIndexHasIsNoChange() {
        tree.edit("hidden/ignored.py", "return 1", "return 1000");
        tree.write("src/shop/New.java", "package shop;\n\nclass New {\n    Price price = new Price(3);\n}\n");
        server.index(tree.root());

        assertUnchanged(ask(Map.of()), "HEAD");
    }

    @Test
    void anyRevisionMayBeTheBase() throws Exception {
        tree.edit(PRICE, "cents + other.cents", "other.cents + cents + 0");
        GitDirectories.git(tree.root(), "checkout", "-q", "-b", "feature");
        GitDirectories.git(tree.root(), "commit", "-q", "-a", "-m", "second");
        server.index(tree.root());

        assertUnchanged(ask(Map.of()), "HEAD");
        for (String base : List.of("HEAD~1", "main")) {
            assertThat(symbols(ask(Map.of("base", base)), "changed")).as(base).containsExactly("Price.plus");
        }
        JsonNode printed = new JsonMapper()
                .readTree(command("--base", "main", "--depth", "1", "--json").out());
        assertThat(symbols(printed, "changed")).containsExactly("Price.plus");
        GitDirectories.git(tree.root(), "checkout", "-q", "main");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "-h", "--output=ran", "HEAD; touch ran", "HEAD\ntouch ran", "$(touch ran)"})
    void anUnknownRevisionIsRefused(String base) {
        assertThat(server.refusal(TOOL, Map.of("base", base)))
                .startsWith("The changes since ")
                .contains("it names no commit here", "base")
                .doesNotContain("\n");
        assertThat(tree.root().resolve("ran")).doesNotExist();
    }

    @Test
    void wrongArgumentsAreSaid() {
        assertThat(server.refusal(TOOL, Map.of("symbol", "a", "base", "HEAD")))
                .isEqualTo("Give either symbol or base, not both.");
        assertThat(server.refusal(TOOL, Map.of("symbol", "..."))).contains("has no name");
        assertThat(server.refusal(TOOL, Map.of("symbol", "a", "line", 3))).contains("file_path");
        assertThat(server.refusal(TOOL, Map.of("symbol", "a", "depth", 9))).contains("depth");
    }

    @Test
    void noProgramOfTheRepositoryRuns() throws Exception {
        Path program = folder.resolve("program");
        Files.writeString(program, "#!/bin/sh\ntouch \"" + folder + "/ran\"\ncat\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        tree.write(".git/info/attributes", "*.java filter=evil diff=evil\n");
        String config = Files.readString(tree.root().resolve(".git/config"));
        for (String key : List.of(
                "filter.evil.clean",
                "filter.evil.smudge",
                "diff.evil.textconv",
                "diff.evil.command",
                "diff.external",
                "core.fsmonitor",
                "core.pager",
                "core.sshCommand")) {
            GitDirectories.git(tree.root(), "config", key, program.toString());
        }
        Files.deleteIfExists(folder.resolve("ran"));
        tree.edit(PRICE, "cents + other.cents", "cents + other.cents + 7");
        Files.setLastModifiedTime(
                tree.root().resolve(".git/index"), FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
        server.index(tree.root());

        JsonNode answer = ask(Map.of());

        tree.write(".git/config", config);
        Files.delete(tree.root().resolve(".git/info/attributes"));
        assertThat(symbols(answer, "changed")).containsExactly("Price.plus");
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void aRepositoryMayBeBelowTheTopOfGitOrOutsideOfIt() throws Exception {
        Path top = folder.resolve("top");
        SampleRepository inner = new SampleRepository(top.resolve("inner")).named("impact-inner");
        inner.write("a.py", "def one():\n    return 1\n\n\ndef two():\n    return one()\n");
        new SampleRepository(top).write("outer.py", "def one():\n    return 1\n");
        GitDirectories.repository(top);
        inner.write("a.py", "def one():\n    return 100\n\n\ndef two():\n    return one()\n");
        new SampleRepository(top).write("outer.py", "def one():\n    return 100\n");
        SampleRepository none = new SampleRepository(folder.resolve("none")).named("impact-none");
        none.write("a.py", "def one():\n    return 1\n");
        try {
            server.workIn(inner.root());
            server.index(inner.root());
            JsonNode answer = ask(Map.of());
            assertThat(symbols(answer, "changed")).containsExactly("one");
            assertThat(answer.path("changed").get(0).path("file_path").asText()).isEqualTo("a.py");
            assertThat(symbols(answer, "step_1")).containsExactly("two");

            server.workIn(none.root());
            server.index(none.root());
            assertThat(server.refusal(TOOL, Map.of())).startsWith("The changes since HEAD cannot be read: ");
        } finally {
            server.workIn(tree.root());
        }
    }

    @Test
    void aBudgetCutsBothForms() {
        Map<String, Object> narrow = Map.of("symbol", "Price", "max_tokens", 200);

        assertThat(text(narrow)).hasSizeLessThanOrEqualTo(800).contains("raise max_tokens");
        assertThat(ask(narrow).toString()).hasSizeLessThanOrEqualTo(800).contains("raise max_tokens");
    }

    @Test
    void noPathLooksLikeTheEndOfTheAnswer() {
        tree.write("lib/Project: evil (default: x).py", "from rates import rate\n\n\ndef evil():\n    return rate()\n");
        server.index(tree.root());

        assertThat(text(Map.of("symbol", "rate")))
                .contains("\n  \"lib/Project: evil (default: x).py\"\n    4 evil in 5\n")
                .containsOnlyOnce("\nProject: ");
    }

    private static void assertUnchanged(JsonNode answer, String base) {
        assertThat(answer.path("changed")).as(answer.toString()).isEmpty();
        assertThat(answer.has("removed")).isFalse();
        assertThat(answer.path("total_count").asInt(-1)).isZero();
        assertThat(answer.path("message").asText()).contains("No definition changed since " + base);
    }

    private static ProgramRun command(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("impact"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--path", tree.root().toString()));
        return ProgramRun.of(Map.of(), all.toArray(String[]::new));
    }

    private static JsonNode ask(Map<String, ?> arguments) {
        return server.ask(TOOL, arguments);
    }

    private static String text(Map<String, ?> arguments) {
        return server.text(TOOL, arguments);
    }

    private static List<String> symbols(JsonNode answer, String part) {
        return answer.path(part).findValuesAsText("symbol");
    }
}

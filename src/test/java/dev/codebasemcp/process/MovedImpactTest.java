package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.git.GitDirectories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code analyze_impact} says of definitions that are elsewhere now, and of overloads that are no more. */
@Timeout(240)
class MovedImpactTest {
    private static final String TOOL = "analyze_impact";
    private static final String SIGNALS = "app/signals.py";
    private static final String TREE = "src/a/Tree.java";
    private static final String TWICE = "net/Twice.cs";
    private static final String WIDE = "src/a/Wide.java";
    private static final String SHOP = "web/shop.ts";
    /** A head of more than 200 characters is cut. */
    private static final String LONG = "    public void put("
            + IntStream.range(0, 20).mapToObj(i -> "Object one" + i).collect(Collectors.joining(", ")) + ") {}\n\n";

    private static final String BOXES = "src/a/Boxes.java";

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static SampleRepository tree;

    @SuppressWarnings("NullAway.Init")
    private static ServerSession server;

    @BeforeAll
    static void index() throws Exception {
        tree = new SampleRepository(folder.resolve("moved")).named("moved");
        writePython();
        writeJava();
        writeOthers();
        GitDirectories.repository(tree.root());
        server = ServerSession.start(tree.root(), Map.of());
        server.index(tree.root());
    }

    private static void writePython() {
        tree.write("app/__init__.py", "");
        tree.write(SIGNALS, "started = object()\n\n\ndef send():\n    return started\n");
        tree.write("app/helpers.py", "def flag():\n    return 1\n\n\ndef other():\n    return 2\n");
        tree.write("app/ctx.py", "def context():\n    return 3\n");
        tree.write("app/run.py", """
                from .helpers import flag
                from .signals import send
                from .signals import started


                def run():
                    send()
                    return flag(), started
                """);
        tree.write("app/whole.py", "import app.signals\n\n\ndef whole():\n    return app.signals.send()\n");
        tree.write("app/every.py", "from . import signals\nfrom app.signals import *\n");
    }

    private static void writeJava() {
        tree.write(BOXES, """
                package a;

                public class Boxes {
                    public static int wrap() {
                        return 1;
                    }
                }
                """);
        tree.write("src/c/Use.java", "package c;\n\nimport a.Boxes;\n\nclass Use {\n    int x = Boxes.wrap();\n}\n");
        tree.write("src/a/Near.java", "package a;\n\nclass Near {\n    int x = Boxes.wrap();\n}\n");
        writeOverloads();
    }

    private static void writeOverloads() {
        tree.write(WIDE, "package a;\n\nclass Wide {\n" + LONG + "    public void put() {}\n}\n");
        tree.write(TWICE, """
                static class Twice {
                    static int Of(int x) => Of(x, 1);
                    static int Of(int x, int y) => x * y;
                }
                """);
        tree.write(SHOP, """
                export interface Shop {
                    open(to: (e: string) => void, at: number): () => void;
                    open(to: string): (e: string, at: number) => void;
                }
                """);
        writeTree();
    }

    private static void writeTree() {
        tree.write(TREE, """
                package a;

                public class Tree {
                    public Tree() {}

                    public Tree(int size) {}

                    public void put(Object one) {}

                    public void put(Object one, Object two) {}

                    public void put(Object one, String two) {}

                    void own() {
                        put(1);
                    }
                }
                """);
        tree.write("src/a/Puts.java", """
                package a;

                class Puts {
                    void puts(Tree tree) {
                        tree.put(1);
                        tree.put(1, 2);
                    }
                }
                """);
    }

    private static void writeOthers() {
        tree.write("go.mod", "module example.com/m\n\ngo 1.22\n");
        tree.write("near/a.go", "package near\n\nfunc Help() int { return 1 }\n\nfunc Own() int { return Help() }\n");
        tree.write("near/b.go", "package near\n\nfunc Other() int { return 2 }\n");
        tree.write("far/f.go", "package far\n\nfunc Far() int { return 3 }\n");
        tree.write("main.go", "package main\n\nimport \"example.com/m/near\"\n\nfunc main() {\n\tnear.Help()\n}\n");
        tree.write("web/errors.ts", "export class Fault {}\n");
        tree.write("web/use.ts", "import {Fault} from './errors';\n\nexport const fault = new Fault();\n");
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
    void importsOfAMovedPythonModuleBreak() throws Exception {
        move(SIGNALS, "app/sigs.py");

        JsonNode answer = ask();
        assertThat(ImpactSamples.uses(answer))
                .containsExactlyInAnyOrder(
                        "app/every.py:1",
                        "app/every.py:2",
                        "app/whole.py:1",
                        "app/run.py:2",
                        "app/run.py:3",
                        "app/whole.py:5");
        assertThat(answer.path("removed").findValuesAsText("moved_to")).contains("app/sigs.py:1", "app/sigs.py:4");
    }

    @Test
    void aModuleThatBecomesAPackageBreaksNothing() throws Exception {
        move(SIGNALS, "app/signals/__init__.py");

        assertThat(ask().has("removed")).isFalse();
    }

    @Test
    void importsThatFindTheNewPlaceDoNotBreak() throws Exception {
        move(SIGNALS, "app/sigs.py");
        tree.write(SIGNALS, "from .sigs import send, started\n");

        assertThat(ask().has("removed")).isFalse();
    }

    @Test
    void importsOfAMovedPythonFunctionBreak() {
        tree.edit("app/helpers.py", "def flag():\n    return 1\n\n\n", "");
        tree.edit(
                "app/ctx.py",
                "return 3\n",
                "return 3\n\n\ndef flag():\n    return 1\n\n\ndef near():\n    return flag()\n");

        JsonNode answer = ask();
        assertThat(ImpactSamples.uses(answer)).containsExactly("app/run.py:1");
        assertThat(answer.path("removed").findValuesAsText("moved_to")).containsExactly("app/ctx.py:5");
        assertThat(text())
                .contains(
                        "leave 1 use of what is no more where it was.",
                        "helpers.py flag, moved to app/ctx.py:5, still used");
    }

    @Test
    void importsAndNeighboursOfATypeInAnotherPackageBreak() throws Exception {
        move(BOXES, "src/b/Boxes.java");
        tree.edit("src/b/Boxes.java", "package a;", "package b;");

        assertThat(ImpactSamples.uses(ask())).containsExactlyInAnyOrder("src/c/Use.java:3", "src/a/Near.java:4");
    }

    @Test
    void aGoFunctionBreaksItsUsesOnlyInAnotherPackage() {
        tree.edit("near/a.go", "func Help() int { return 1 }\n\n", "");
        tree.edit("near/b.go", "return 2 }\n", "return 2 }\n\nfunc Help() int { return 1 }\n");
        assertThat(ask().has("removed")).isFalse();

        tree.edit("near/b.go", "\nfunc Help() int { return 1 }\n", "");
        tree.edit("far/f.go", "return 3 }\n", "return 3 }\n\nfunc Help() int { return 1 }\n");
        assertThat(ImpactSamples.uses(ask())).containsExactlyInAnyOrder("main.go:6", "near/a.go:3");
    }

    @Test
    void importsOfAMovedTypeScriptModuleBreak() throws Exception {
        move("web/errors.ts", "web/faults.ts");

        assertThat(ImpactSamples.uses(ask())).containsExactly("web/use.ts:1");
    }

    @Test
    void callsThatNoOverloadTakesBreak() {
        tree.edit(TREE, "    public void put(Object one) {}\n\n", "");

        JsonNode answer = ask();
        assertThat(ImpactSamples.uses(answer)).containsExactlyInAnyOrder("src/a/Puts.java:5", TREE + ":13");
        assertThat(answer.path("removed").findValuesAsText("parameters")).containsOnly("(Object one)");
        assertThat(answer.path("changed").findValuesAsText("symbol")).doesNotContain("Tree.put");
        assertThat(text()).contains("leave 2 uses of what is no more.", "Tree.put(Object one), still used:");
    }

    @Test
    void newCallsThatOnlyTheLostOverloadTookBreakToo() {
        tree.edit(TREE, "    public void put(Object one) {}\n\n", "");
        tree.edit(TREE, "        put(1);\n", "        put(22);\n        put(3, 4);\n        put();\n");

        assertThat(ImpactSamples.uses(ask())).containsExactlyInAnyOrder("src/a/Puts.java:5", TREE + ":13");
    }

    @Test
    void anOverloadWhoseBodyWasEditedIsNotRemoved() {
        tree.edit(TWICE, "=> Of(x, 1);", "=> Of(x, 1, 2);");

        assertThat(ask().has("removed")).isFalse();
    }

    @Test
    void aRemovedOverloadIsShownWithItsOwnParameters() {
        tree.edit(TWICE, "    static int Of(int x) => Of(x, 1);\n", "");
        tree.edit(SHOP, "    open(to: (e: string) => void, at: number): () => void;\n", "");
        tree.edit(SHOP, "open(to: string)", "open(to: number)");

        assertThat(ask().path("removed").findValuesAsText("parameters"))
                .containsExactlyInAnyOrder("(int x)", "(to: (e: string) => void, at: number)");
    }

    @Test
    void anOverloadWhoseParametersAreTooLongIsStillTold() {
        tree.edit(WIDE, LONG, "");

        assertThat(ask().path("removed").findValuesAsText("parameters"))
                .singleElement()
                .satisfies(cut -> assertThat(cut)
                        .startsWith("(Object one0, Object one1, ")
                        .endsWith("…"));
    }

    @Test
    void callsThatAnotherOverloadMayTakeAreNotCountedAsBroken() {
        tree.edit(TREE, "    public void put(Object one, Object two) {}\n\n", "");

        JsonNode answer = ask();
        assertThat(ImpactSamples.uses(answer)).containsExactly("src/a/Puts.java:6");
        assertThat(answer.path("removed").findValuesAsText("confidence")).containsExactly("by_name");
        assertThat(answer.path("changed").findValuesAsText("symbol")).contains("Tree.put");
        assertThat(text()).contains("whose calls may mean another overload").doesNotContain(" leave ");
    }

    @Test
    void aRemovedConstructorIsToldOfThoughNobodyLooksForItsCalls() {
        tree.edit(TREE, "    public Tree(int size) {}\n\n", "");

        assertThat(text()).contains("Tree.Tree(int size): no use known, but other files were not looked at");
        assertThat(ask().path("changed").findValuesAsText("symbol")).contains("Tree");
    }

    @Test
    void otherNamesOfParametersAreNoRemoval() {
        tree.edit(TREE, "put(Object one, String two)", "put(Object first, String second)");

        JsonNode answer = ask();
        assertThat(answer.path("changed").findValuesAsText("symbol")).containsExactly("Tree.put");
        assertThat(text()).doesNotContain(" leave ");
    }

    private static void move(String from, String to) throws Exception {
        Files.createDirectories(tree.root().resolve(to).getParent());
        GitDirectories.git(tree.root(), "mv", from, to);
    }

    private static JsonNode ask() {
        server.index(tree.root());
        return server.ask(TOOL, Map.of());
    }

    private static String text() {
        server.index(tree.root());
        return server.text(TOOL, Map.of());
    }
}

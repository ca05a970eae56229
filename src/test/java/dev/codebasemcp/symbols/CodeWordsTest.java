package dev.codebasemcp.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.parser.Grammars;
import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.code.tree.SyntaxTree;
import dev.codebasemcp.quarantine.Quarantine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeWordsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "// add one\nint a;",
                "/* add\n add */ int a;",
                "/** One\n * add\n */\nclass A {}",
                "int b = 4 / 2; // add",
                "String s = \"// no comment\"; // add",
                "char c = '\"'; // add \" add",
                "String s = \"a \\\" b\"; // add",
                "String t = \"\"\"\n  a \" // b\n  \"\"\"; /* add */",
                "int a; /* add"
            })
    void aWordOfCommentsIsNone(String text) {
        assertThat(CodeWords.mayHave(Language.JAVA, text, "add")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int add;",
                "// add\nint add;",
                "/* add */ add",
                "String s = \"/*\"; int add; // */",
                "String s = \"add\";",
                "char c = '\"'; int add; // \"",
                "String t = \"\"\"\n /* \"\"\"; int add;",
                "int a = 4 / add;",
                "int x\n    * add;",
                "/* see {@link add} */",
                "// call add()",
                "/* \\u002a/ int add; /* */",
                "addAll"
            })
    void aWordOfCodeMayBeOne(String text) {
        assertThat(CodeWords.mayHave(Language.JAVA, text, "add")).isTrue();
    }

    @Test
    void rawStringsOfGoHoldNoComments() {
        assertThat(CodeWords.mayHave(Language.GO, "s := `/*`\nadd := 1 // `", "add"))
                .isTrue();
        assertThat(CodeWords.mayHave(Language.GO, "s := `\\`\n// add", "add")).isFalse();
    }

    @Test
    void otherLanguagesAreParsed() {
        assertThat(CodeWords.mayHave(Language.PYTHON, "# add", "add")).isTrue();
    }

    /** The law: no name of the code is taken for a word of comments. */
    @Test
    void noNameOfRealCodeIsMissed(@TempDir Path natives) throws IOException {
        Quarantine quarantine = new Quarantine(natives, Clock.systemUTC());
        try (Outliner outliner = new Outliner(new Grammars(natives), quarantine);
                Stream<Path> sources = Files.walk(Path.of("src/main/java/dev/codebasemcp/quoting"))) {
            List<Path> files =
                    sources.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(files).isNotEmpty();
            for (Path file : files) {
                String text = Files.readString(file).replace("\\u", "");
                SyntaxTree tree =
                        outliner.tree(Language.JAVA, SourceText.of(text)).orElseThrow();
                assertThat(tree.nodes(kind -> kind.endsWith("identifier")))
                        .as(file.toString())
                        .isNotEmpty()
                        .allSatisfy(node -> assertThat(CodeWords.mayHave(Language.JAVA, text, node.text()))
                                .as(node.text())
                                .isTrue());
            }
        }
    }
}

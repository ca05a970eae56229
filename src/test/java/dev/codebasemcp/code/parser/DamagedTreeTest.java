package dev.codebasemcp.code.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.quarantine.Quarantine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damage does not affect the definitions after it; the samples {@code damaged.*} of {@link OutlineGoldenTest} show
 * more.
 */
class DamagedTreeTest {
    private static final Path SAMPLES = Path.of("src/test/resources/dev/codebasemcp/code/outline");

    private static final Set<String> CLOSING =
            Set.of("}", "};", "})", "});", ")", ");", "]", "end", "fi", "done", "esac");

    @TempDir
    private static Path natives;

    private static Outliner outliner;

    @BeforeAll
    static void openOutliner() {
        outliner = new Outliner(new Grammars(natives), new Quarantine(natives, Clock.systemUTC()));
    }

    @AfterAll
    static void closeOutliner() {
        outliner.close();
    }

    @Test
    void anUnclosedClassEndsBeforeTheNext() {
        SourceText source = SourceText.of("""
                class A {
                    void f() {
                        x();
                    }

                class B {
                    void g() {}
                }
                """);
        assertThat(outliner.outline(Language.JAVA, source).definitions())
                .extracting(Definition::qualifiedName)
                .containsExactly("A", "A.f", "B", "B.g");
    }

    @Test
    void ignoresCalls() {
        SourceText script = SourceText.of("""
                export default class extends Base {
                  run( {
                    it('adds', function () {
                    });
                    setTimeout(function () {
                    }, 1);
                  }
                }
                """);
        assertThat(outliner.outline(Language.JAVASCRIPT, script).definitions())
                .extracting(Definition::name)
                .doesNotContain("it", "setTimeout", "extends");
        SourceText macros = SourceText.of("""
                void f( {
                    if (a && (b ||
                        CHECK(c)) != NULL) {
                    }
                    list_for_each(p, &head) {
                    }
                }
                class Foo: public Bar {
                static inline int g(int a) { return a; }
                """);
        assertThat(outliner.outline(Language.CPP, macros).definitions())
                .extracting(Definition::name)
                .doesNotContain("list_for_each", "CHECK")
                .contains("Foo", "g");
    }

    @Test
    void ignoresHereDocuments() {
        SourceText source = SourceText.of("""
                class R2
                  def nested2(name)
                    <<~OUTER
                      before
                      #{<<~INNER}
                        def ghost
                        end
                      INNER
                      def other_ghost
                    OUTER
                  end

                  def later(list)
                    list <<SOMETHING
                  end
                end
                """);
        assertThat(outliner.outline(Language.RUBY, source).definitions())
                .extracting(Definition::qualifiedName)
                .containsExactly("R2", "R2.nested2", "R2.later");
    }

    /** Text in comments and strings defines nothing, even if other parts are damaged. */
    @Test
    void ignoresCommentsAndStrings() {
        SourceText source = SourceText.of("""
                # class Comment:
                x = (
                class Real(Base):
                    text = "no def fake(): here"
                """);
        assertThat(outliner.outline(Language.PYTHON, source).definitions())
                .extracting(Definition::name)
                .containsExactly("Real", "text");
    }

    private static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.filter(file -> file.getFileName().toString().startsWith("sample."))
                    .filter(file -> !file.toString().endsWith(".expected"))
                    .filter(DamagedTreeTest::isParsed)
                    .sorted()
                    .toList();
        }
    }

    /** Whichever closing line is missing, at most one of 16 types and functions is lost. */
    @Test
    void aMissingBracketLosesAtMostOneDefinition() throws IOException {
        int expected = 0;
        List<String> lost = new ArrayList<>();
        for (Path sample : samples()) {
            Language language = Language.of(sample.toString(), "");
            List<String> lines = Files.readAllLines(sample);
            Set<String> whole = names(language, lines);
            for (int i = 0; i < lines.size(); i++) {
                if (CLOSING.contains(lines.get(i).strip())) {
                    List<String> rest = new ArrayList<>(lines);
                    rest.set(i, "");
                    Set<String> missing = new TreeSet<>(whole);
                    missing.removeAll(names(language, rest));
                    expected += whole.size();
                    missing.forEach(name -> lost.add(sample.getFileName() + ": " + name));
                }
            }
        }
        assertThat(expected).isGreaterThan(800);
        assertThat(lost).hasSizeLessThan(expected / 16);
    }

    private static Set<String> names(Language language, List<String> lines) {
        return outliner.outline(language, SourceText.of(String.join("\n", lines))).definitions().stream()
                .filter(one -> one.kind().isType() || one.kind().compareTo(DefinitionKind.FIELD) < 0)
                .map(Definition::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isParsed(Path sample) {
        try {
            SourceText text = SourceText.of(Files.readString(sample));
            return GrammarChoice.of(Language.of(sample.toString(), ""), text).isPresent();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

package dev.codebasemcp.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.parser.Grammars;
import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.quarantine.Quarantine;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommentLinesTest {
    @TempDir
    private Path natives;

    @Test
    void aLineIsOneOfACommentIfItBeginsInOne() {
        read(
                Language.JAVA,
                """
                /** Says
                 * more. */
                class A {
                    int a; // behind code
                    // alone
                    int b = /* within */ 1;
                    int c; /* begins behind code
                    and goes on */
                    String s = "// no comment";
                }
                """,
                file -> assertThat(CommentLines.of(file).stream()).containsExactly(1, 2, 5, 8));
    }

    @Test
    void otherLanguagesHaveOtherComments() {
        read(
                Language.PYTHON,
                "# one\nx = 1  # two\ny = '# three'\n",
                file -> assertThat(CommentLines.of(file).stream()).containsExactly(1));
    }

    @Test
    void aCommentDocumentsWhatIsDirectlyBelow() {
        read(Language.JAVA, """
                // a
                // b
                class A {}
                // c

                class B {}
                class C {}
                """, file -> {
            assertThat(CommentLines.above(file, 3)).contains(new LineRange(1, 2));
            assertThat(CommentLines.above(file, 6)).isEmpty();
            assertThat(CommentLines.above(file, 7)).isEmpty();
            assertThat(CommentLines.above(file, 1)).isEmpty();
        });
    }

    private void read(Language language, String text, Consumer<SourceFile> check) {
        try (Outliner outliner = new Outliner(new Grammars(natives), new Quarantine(natives, Clock.systemUTC()))) {
            check.accept(new SourceFile(
                    new FileKey(new RepositoryId(UUID.randomUUID()), "A"),
                    language,
                    outliner.tree(language, SourceText.of(text)).orElseThrow()));
        }
    }
}

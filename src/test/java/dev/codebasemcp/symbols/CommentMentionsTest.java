package dev.codebasemcp.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.parser.Grammars;
import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.quarantine.Quarantine;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommentMentionsTest {
    @TempDir
    private Path natives;

    @Test
    void anIdentifierCountsEverywhereAndAWordOnlyAsCode() {
        String text = """
                // uses refreshSession often
                // of course
                // Range.of makes one, and of(1) too
                // see {@link Field}
                // a Field of grass
                // notrefreshSession
                int refreshSession; // done
                """;
        assertThat(lines(text, "refreshSession")).containsExactly(1);
        assertThat(lines(text, "of")).containsExactly(3);
        assertThat(lines(text, "Field")).containsExactly(4);
        assertThat(lines(text, "$(")).isEmpty();
    }

    private List<Integer> lines(String text, String name) {
        try (Outliner outliner = new Outliner(new Grammars(natives), new Quarantine(natives, Clock.systemUTC()))) {
            SourceFile file = new SourceFile(
                    new FileKey(new RepositoryId(UUID.randomUUID()), "A.java"),
                    Language.JAVA,
                    outliner.tree(Language.JAVA, SourceText.of(text)).orElseThrow());
            return new CommentMentions(List.of(name)).linesOf(file);
        }
    }
}

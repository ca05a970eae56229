package dev.codebasemcp.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.search.rank.FileRef;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MissingPathTest {
    private static final RepositoryId REPOSITORY = RepositoryId.random();

    @Test
    void namesWhatIsCalledTheSameElsewhere() {
        assertThat(sentence("app/Worker.kt", "src/jobs/Worker.java", "src/jobs/Walker.java"))
                .isEqualTo("No indexed file is at or below path 'app/Worker.kt'; did you mean 'src/jobs/Worker.java'?");
        assertThat(sentence("lib/jobs", "src/jobs/Worker.java")).contains("did you mean 'src/jobs'?");
    }

    @Test
    void namesWhatIsSpelledAlikeIfNothingIsCalledTheSame() {
        assertThat(sentence("src/Wroker.java", "src/jobs/Worker.java", "src/Other.java"))
                .contains("did you mean 'src/jobs/Worker.java'?")
                .doesNotContain("Other");
        assertThat(sentence("Cart.java", "a/Cart.py", "b/Cart.py", "c/Cart.py", "d/Cart.py", "e/Cart.py", "f/Cart.py"))
                .contains("'a/Cart.py' or 'b/Cart.py'")
                .doesNotContain("f/Cart.py");
    }

    @Test
    void saysWhatIsNextToItIfNothingIsAlike() {
        assertThat(sentence("src/zzzzzzzz", "src/jobs/Worker.java"))
                .contains("zzzzzzzz")
                .doesNotContain("did you mean");
        assertThat(MissingPath.sentence(List.of(), "src")).contains("No file of this repository is indexed yet");
    }

    private static String sentence(String path, String... files) {
        return MissingPath.sentence(
                Stream.of(files)
                        .map(file -> FileRef.of(new FileKey(REPOSITORY, file), "java"))
                        .toList(),
                path);
    }
}

package dev.codebasemcp.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.symbols.ImpactQuestion.ChangedFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UseSearchTest {
    private static final List<ChangedFile> FILES = List.of(file("a"), file("b"), file("c"));

    @Test
    void noFileIsComparedAfterTheTime() {
        List<ChangedFile> compared = new ArrayList<>();

        assertThat(UseSearch.each(FILES, () -> compared.size() == 2, compared::add))
                .isFalse();
        assertThat(compared).isEqualTo(FILES.subList(0, 2));
    }

    @Test
    void allFilesAreComparedInTime() {
        List<ChangedFile> compared = new ArrayList<>();

        assertThat(UseSearch.each(FILES, () -> compared.size() == 3, compared::add))
                .isTrue();
        assertThat(compared).isEqualTo(FILES);
    }

    private static ChangedFile file(String path) {
        return new ChangedFile(Path.of("/r"), path, Optional.empty(), false);
    }
}

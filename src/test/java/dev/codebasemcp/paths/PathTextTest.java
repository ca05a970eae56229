package dev.codebasemcp.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs in the build's locale; {@code AsciiLocaleTest} covers the locale C. */
class PathTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/a b/%2f", "/größe/日本", "größe", "a/é", "/e\u0301", ""})
    void aPathHasTheTextThatItWasMadeOf(String text) {
        assertThat(PathText.textOf(PathText.of(text))).isEqualTo(text);
    }

    @Test
    void aTextBelowADirectoryIsAPathInIt() {
        assertThat(PathText.below(Path.of("/a"), "b/ü")).isEqualTo(PathText.of("/a/b/ü"));
    }

    @Test
    void aStoredTextIsAPathWhateverSystemItIsOf() {
        assertThat(PathText.stored("/a b/é")).isEqualTo(PathText.of("/a b/é"));
        assertThat(PathText.stored("/a\0b")).isEqualTo(PathText.of("/a_b"));
    }

    @Test
    void aNulIsInNoPath() {
        assertThatThrownBy(() -> PathText.of("/a\0b")).isInstanceOf(InvalidPathException.class);
    }
}

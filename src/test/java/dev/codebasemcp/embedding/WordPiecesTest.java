package dev.codebasemcp.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordPiecesTest {
    private static final List<String> VOCABULARY =
            List.of("token", "##izer", "##ize", "##s", "cafe", "a", "##a", "un", "##token", "##", "σ", "i");
    private final WordPieces pieces = new WordPieces(VOCABULARY);

    @ParameterizedTest
    @CsvSource({
        "token, token",
        "Tokenizers, token ##izer ##s",
        "tokenize, token ##ize",
        "untoken, un ##token",
        "CAFÉ, cafe",
        "cafe\u0301s, cafe ##s",
        "izer, ''",
        "tokenq, ''",
        "Σ, σ",
    })
    void takesTheLongestPieceEachTime(String word, String expected) {
        assertThat(Arrays.stream(pieces.of(word)).mapToObj(VOCABULARY::get).toList())
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split(" ")));
    }

    @Test
    void aWordOfMoreThanHundredCharactersIsData() {
        assertThat(pieces.of("a".repeat(WordPieces.LONGEST_WORD))).hasSize(WordPieces.LONGEST_WORD);
        assertThat(pieces.of("a".repeat(WordPieces.LONGEST_WORD + 1))).isEmpty();
    }
}

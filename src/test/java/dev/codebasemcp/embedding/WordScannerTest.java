package dev.codebasemcp.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.terms.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordScannerTest {
    private static final String CHARACTERS = "abssszABSZ09_-. ()éÉ\u0301\ud83d\ude00";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "parseHTTPRequest2 | parse HTTP Request 2",
                "HTTPServer        | HTTP Server",
                "snake_case_name   | snake case name",
                "MAX_VALUE         | MAX VALUE",
                "sha256sum         | sha 256 sum",
                "getX              | get X",
                "aB                | a B",
                "URLs              | URLs",
                "userIDs           | user IDs",
                "parseURLsNow      | parse URLs Now",
                "HTTPSession       | HTTP Session",
                "Straße Ünïcode    | Straße Ünïcode",
                "cafe\u0301Bar     | cafe\u0301 Bar",
                "读写file           | 读 写 file",
                "a.b->c::d($e)     | a b c d e",
                "😀 smile\ud83d x  | smile x",
                "` --> {}() `      | ``",
                "``                | ``",
            })
    void cutsAtCaseDigitsAndPunctuation(String text, String expected) {
        assertThat(String.join(" ", words(text))).isEqualTo(expected);
    }

    /** The lexical index and the embeddings have one idea of what the words of an identifier are. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void cutsLikeTheLexicalIndex(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            String text = random.ints(random.nextInt(24), 0, CHARACTERS.length())
                    .mapToObj(CHARACTERS::charAt)
                    .map(String::valueOf)
                    .collect(Collectors.joining());
            assertThat(words(text).stream().map(word -> word.toLowerCase(Locale.ROOT)))
                    .as(text)
                    .containsExactlyElementsOf(Identifiers.split(text));
        }
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        WordScanner.scan(text, (from, to) -> words.add(text.substring(from, to)));
        return words;
    }
}

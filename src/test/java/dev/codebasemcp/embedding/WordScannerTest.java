package dev.codebasemcp.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordScannerTest {
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
                "URLs              | UR Ls",
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

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        WordScanner.scan(text.toCharArray(), (chars, from, to) -> words.add(new String(chars, from, to - from)));
        return words;
    }
}

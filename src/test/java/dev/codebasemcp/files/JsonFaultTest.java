package dev.codebasemcp.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users read the fault of their file, not a parser's own message. */
class JsonFaultTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {oops          | a name in double quotation marks is expected instead of 'o'
            {"a": 1,}      | a name in double quotation marks is expected instead of '}'
            {"a" 1}        | a colon is expected instead of '1'
            {"a": 1 "b":2} | a comma or a closing brace is expected instead of '"'
            [1 2]          | a comma or a closing bracket is expected instead of '2'
            {"a": }        | a value is expected instead of '}'
            {"a": 'x'}     | a value is expected instead of '''
            {"a": [1}      | a bracket or brace is closed that is not open
            {"a": yes}     | 'yes' is no value; a text needs double quotation marks
            {"a": 1        | the text ends before everything is closed
            {"a": "x       | the text ends before everything is closed
            {"a": "\\x"}   | a backslash stands before a character that needs none; write \\\\ for a backslash
            {"a": "x\ty"}  | a text holds a line break or another control character; write it as an escape
            {"a": 01}      | a number must not begin with 0
            {"a": 1.x}     | a number is malformed
            {"a":1,"a":2}  | the name "a" is there twice
            {} {}          | there is more text after the end
            """)
    void eachFaultHasWordsOfOurs(String text, String expected) {
        assertThat(words(text)).isEqualTo(expected);
    }

    @Test
    void whatIsTooDeepOrLongNamesNoSettingOfTheParser() {
        assertThat(words("[".repeat(2_000)))
                .startsWith("it is nested too deeply")
                .doesNotContain("Stream");
    }

    private static String words(String text) {
        try {
            return "no fault: " + JSON.readTree(text);
        } catch (JsonProcessingException fault) {
            return JsonFault.words(fault);
        }
    }
}

package dev.codebasemcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryWordsTest {
    @ParameterizedTest
    @CsvSource({
        "parse tokens, parseToken(x), <parseToken>(x)",
        "refresh, int refreshedAt = 1;, int <refreshed>At = 1;",
        "parse_config, def parseConfig():, def <parseConfig>():",
        "parse_config, parse the config, <parse> the <config>",
        "where is the http server, new HTTPServer2(), new <HTTPServer>2()",
        "größe, int Größe = GRÖSSE, int <Größe> = GRÖSSE",
        "日本 config, 🎉 日本 größeConfig 🎉, 🎉 <日本> größe<Config> 🎉",
        "session, __session__, <__session__>",
        "nothing, something else, something else"
    })
    void findsTheWordsThatASearchFinds(String query, String line, String expected) {
        assertThat(marked(query, line)).isEqualTo(expected);
    }

    @Test
    void countsDifferentWordsOnce() {
        QueryWords words = new QueryWords("refresh session");

        assertThat(words.in("refresh(session, session)").terms()).isEqualTo(2);
        assertThat(words.in("session").terms()).isEqualTo(1);
        assertThat(words.in("").terms()).isZero();
    }

    private static String marked(String query, String line) {
        BitSet characters = new QueryWords(query).in(line).characters();
        StringBuilder marked = new StringBuilder();
        for (int i = 0; i <= line.length(); i++) {
            boolean before = i > 0 && characters.get(i - 1);
            boolean now = characters.get(i);
            marked.append(now && !before ? "<" : "").append(before && !now ? ">" : "");
            marked.append(i < line.length() ? line.charAt(i) : "");
        }
        return marked.toString();
    }
}

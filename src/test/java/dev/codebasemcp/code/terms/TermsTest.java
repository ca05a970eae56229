package dev.codebasemcp.code.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsTest {
    private final Terms terms = new Terms();

    @ParameterizedTest
    @CsvSource({
        "getUserName, getusernam get user nam",
        "get_user_name, getusernam get user nam",
        "GET_USER_NAME, getusernam get user nam",
        "get-user-name, getusernam get user nam",
        "HTTPServer2, httpserver2 http serv",
        "parseURLs, parseurl pars url",
        "IDsOf, idsof ids of",
        "username, usernam",
        "userName, usernam user nam",
        "utf8, utf8 utf",
        "sha256sum, sha256sum sha 256 sum",
        "i, ''",
        "x-1, ''",
        "a->b, ''",
        "__init__, init",
        "$scope.$apply(), scop apply",
        "Größe größerName, größe größername größer nam",
        "数据 名字, 数据 名字",
        "1234567, ''",
        "123456, 123456",
        "don't, don",
        "café🎉au_lait, café aulait au lait",
        "3f2a9c0d1e8b7a6f5c4d, 3f2a9c0d1e8b7a6f5c4d",
    })
    void cutsText(String text, String expected) {
        assertThat(String.join(" ", terms.of(text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "validate validates validated validating validator validators validation, valid",
        "connect connects connected connecting connector connection connections, connect",
        "parse parses parsed parsing parser parsers, pars",
        "map maps mapped mapping mapper, map",
        "query queries queried querying, query",
        "process processes processed processing processor, process",
        "cache caches cached caching, cach",
        "index indexes indices indexed indexing indexer, index",
        "iterate iterates iterated iterating iterator iteration, iter",
        "create creates created creating creator creation, creat",
        "handle handles handled handling handler handlers, handl",
        "embed embeds embedded embedding, embed",
        "format formats formatted formatting formatter, format",
        "serialize serializes serialized serializer serialization, serializ",
        "render renders rendered rendering renderer, rend",
        "match matches matched matching matcher, match",
        "class classes, class",
        "status statuses, status",
        "use uses used using, use",
        "log logs logged logging logger, log",
    })
    void stemsAFamilyToOneTerm(String family, String stem) {
        for (String word : family.split(" ", -1)) {
            assertThat(terms.of(word)).as(word).containsExactly(stem);
        }
    }

    @ParameterizedTest
    @CsvSource({"string", "thing", "order", "option", "error", "need", "this", "redis", "class", "key"})
    void leavesWordsThatOnlyLookDerived(String word) {
        assertThat(terms.of(word)).containsExactly(word);
    }

    @Test
    void keepsTermsWithinTheirLimits() {
        String longest = "a".repeat(Terms.MAX_LENGTH);
        assertThat(terms.of(longest + " " + longest + "b " + "c".repeat(100_000)))
                .containsExactly(longest);
        assertThat(terms.of("first_" + longest)).containsExactly("first", longest);
    }

    @Test
    void remembersWordsWithoutMixingThemUp() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 40_000; i++) {
                String word = "word" + Integer.toString(i, 36);
                assertThat(terms.of(word).get(0))
                        .startsWith(word.substring(0, 3).toLowerCase(Locale.ROOT));
            }
            assertThat(terms.of("getUserName get_user_name"))
                    .startsWith("getusernam", "get", "user", "nam", "getusernam");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPServer2, http server 2",
        "user-session_store.test.ts, user session store test ts",
        "IndexHTMLPages, index html pages",
        "'', ''",
    })
    void splitsIdentifiers(String identifier, String parts) {
        assertThat(String.join(" ", Identifiers.split(identifier))).isEqualTo(parts);
    }
}

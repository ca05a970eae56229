package dev.codebasemcp.search.rank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.QueryAnalyser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathMatchTest {
    @ParameterizedTest
    @CsvSource({
        "the whole name before a part, create store, src/createStore.ts, src/createAnything.ts",
        "an exact word before a prefix, connect host, lib/connect.c, lib/connective.c",
        "a stem as good as a word, matching rules, src/matches.rs, src/matchbox.rs",
        "a stem that begins with another, array utility, ArrayUtils.java, ArrayFill.java",
        "the file before its directory, session store, http/session.py, session/http.py",
        "a near directory before a far one, pool size, a/pool/b/x.go, pool/a/b/x.go",
        "a short name before a long one, http retry, retry.py, retry_after_some_failure.py",
        "a module's directory for its name, extract body, src/extract/mod.rs, src/mod/other.rs",
        "more of the query before less, redirect middleware, RedirectMiddleware.php, Middleware.php",
    })
    void prefers(String rule, String query, String better, String worse) {
        AnalysedQuery analysed = QueryAnalyser.analyse(query);

        assertThat(score(analysed, better)).as(rule).isGreaterThan(score(analysed, worse));
    }

    @Test
    void goesFromNothingToOne() {
        assertThat(score(QueryAnalyser.analyse("createStore"), "src/create_store.js"))
                .isEqualTo(1);
        assertThat(score(QueryAnalyser.analyse("createStore"), "src/utils/kindOf.ts"))
                .isZero();
        assertThat(score(QueryAnalyser.analyse("?"), "src/x.ts")).isZero();
        assertThat(score(QueryAnalyser.analyse("x"), "")).isZero();
    }

    private static double score(AnalysedQuery query, String path) {
        return PathMatch.score(query, PathWords.of(path));
    }
}

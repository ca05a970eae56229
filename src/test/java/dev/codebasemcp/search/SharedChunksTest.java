package dev.codebasemcp.search;

import static dev.codebasemcp.indexing.IndexFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.indexing.IndexFixture;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.search.retrieve.Retrieval;
import dev.codebasemcp.search.retrieve.SearchScope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** Small definitions that share a chunk: a result is named after the one that matches. */
class SharedChunksTest {
    private static final String JAVA = """
            package net;

            /** What the server allows. */
            final class Limits {
                static final int MAX_OPEN_CONNECTIONS = 100;
                static final int MIN_TIMEOUT = 5;
                /** How long a client may keep silent, in seconds. */
                static final int TIMEOUT = 30;
                private int retries, backoff;

                int remaining(int used) {
                    return MAX_OPEN_CONNECTIONS - used;
                }
            }
            """;

    private static final String PYTHON = """
            \"""Settings of the crawler: the number of open connections, and how patient it is.\"""

            MIN_TIMEOUT = 5
            MAX_OPEN_CONNECTIONS = 100  # see the handbook
            USER_AGENT = "crawler"


            def is_allowed(url): return not url.startswith("ftp:")
            def host_of(url): return url.split("/")[2]
            """;

    private static final String GO = """
            package limits

            // The number of open files, of which connections have a part.
            const MaxFiles = 512

            const (
            	MinTimeout         = 5
            	MaxOpenConnections = 100
            	DefaultUserAgent   = "crawler"
            )
            """;

    private static final String TYPESCRIPT = """
            export const minTimeout = 5, maxOpenConnections = 100;
            export const isSecure = (url: string): boolean => url.startsWith("https:");
            export const hostOf = (url: string): string => new URL(url).host;

            export class Jar {
              size = 0;
              isEmpty(): boolean { return this.size === 0; }
              clearExpired(now: number): void { this.drop(now); }
            }
            """;

    private static final String C = """
            /* The number of open sockets; each of the connections has one. */
            #define MIN_TIMEOUT 5
            #define MAX_OPEN_CONNECTIONS 100
            #define USER_AGENT "crawler"
            #define IS_SECURE(url) (strncmp(url, "https:", 6) == 0)
            """;

    @TempDir
    Path repository;

    private final SearchService search =
            new SearchService(() -> IndexFixture.EMBEDDER, new Retrieval(1 << 20, 1 << 30), new FileSystemCalls());

    /** What a result is named after. */
    private record Label(String query, String symbol, String kind) {}

    @PostgresTest
    void constantsAndFieldsOfAJavaClass(Databases databases) throws Exception {
        assertNamed(
                databases,
                "Limits.java",
                JAVA,
                new Label("maximum number of open connections", "Limits.MAX_OPEN_CONNECTIONS", "constant"),
                new Label("the minimum timeout", "Limits.MIN_TIMEOUT", "constant"),
                new Label("what is MIN_TIMEOUT used for", "Limits.MIN_TIMEOUT", "constant"),
                new Label("how long may a client keep silent", "Limits.TIMEOUT", "constant"),
                new Label("what does the backoff of the limits do", "Limits.backoff", "field"),
                new Label("how many are remaining within the limits", "Limits.remaining", "method"),
                new Label("what the server allows", "Limits", "class"),
                new Label("all limits", "Limits", "class"));
    }

    @PostgresTest
    void constantsAndFunctionsOfAPythonModule(Databases databases) throws Exception {
        assertNamed(
                databases,
                "settings.py",
                PYTHON,
                new Label("maximum number of open connections", "MAX_OPEN_CONNECTIONS", "constant"),
                new Label("which agent the crawler is for its users", "USER_AGENT", "constant"),
                new Label("host of a url", "host_of", "function"));
    }

    @PostgresTest
    void constantsOfGo(Databases databases) throws Exception {
        assertNamed(
                databases,
                "limits.go",
                GO,
                new Label("maximum number of open connections", "MaxOpenConnections", "constant"),
                new Label("which user agent is the default", "DefaultUserAgent", "constant"));
    }

    @PostgresTest
    void functionsOfOneLineInTypeScript(Databases databases) throws Exception {
        assertNamed(
                databases,
                "cookies.ts",
                TYPESCRIPT,
                new Label("maximum number of open connections", "maxOpenConnections", "constant"),
                new Label("where does the jar clear expired ones", "Jar.clearExpired", "method"),
                new Label("is the jar empty", "Jar.isEmpty", "method"),
                new Label("is the URL secure", "isSecure", "function"));
    }

    @PostgresTest
    void macrosOfC(Databases databases) throws Exception {
        assertNamed(
                databases,
                "limits.h",
                C,
                new Label("maximum number of open connections", "MAX_OPEN_CONNECTIONS", "macro"),
                new Label("is the URL secure", "IS_SECURE", "macro"));
    }

    private void assertNamed(Databases databases, String file, String text, Label... labels) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        write(repository.resolve(file), text);
        index.index(repository);
        Database database = databases.project(index.database());
        List<Label> full = new ArrayList<>();
        for (Label expected : labels) {
            SearchResult result = first(database, expected.query(), Detail.FULL);
            SearchResult concise = first(database, expected.query(), Detail.CONCISE);
            full.add(label(expected.query(), result));
            assertThat(label(expected.query(), concise)).isEqualTo(label(expected.query(), result));
            assertThat(result.lines().contains(concise.lines()))
                    .as(expected.query())
                    .isTrue();
        }

        assertThat(full).containsExactly(labels);
    }

    private static Label label(String query, SearchResult result) {
        return new Label(
                query,
                result.symbol().orElse("none"),
                result.kind().map(DefinitionKind::label).orElse("none"));
    }

    private SearchResult first(Database database, String query, Detail detail) {
        SearchRequest request = new SearchRequest(
                query, SearchScope.EVERYTHING, Optional.empty(), Optional.empty(), Optional.empty(), 1, detail);
        return search.search(database, request).results().get(0);
    }
}

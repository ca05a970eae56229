package dev.codebasemcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.mcp.McpNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for all sentences in the sources. */
class MessageStyleTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/codebasemcp");
    /** A literal on one line with its quotation marks; text blocks hold SQL. */
    private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*+\"");

    private static final Pattern CAPITAL_AFTER_SEMICOLON = Pattern.compile("; [A-Z][a-z]+ [a-z]");
    /** Names of tools and arguments that are not English words. */
    private static final Pattern NAME_IN_SENTENCE =
            Pattern.compile("(?<![\\w/])(?:" + McpNames.alternatives() + ")(?!\\w)");
    /** Sources with messages for MCP clients only, and the translation itself. */
    private static final List<String> MCP_ONLY = List.of(
            "cli/CommandWords.java",
            "web/PageWords.java",
            "mcp/CodeToolSpecs.java",
            "mcp/ProjectToolSpecs.java",
            "mcp/McpEndpoint.java",
            "mcp/ClientRoots.java",
            "mcp/resources/ProjectsResource.java",
            "project/SessionConfigs.java",
            "administration/ProjectDirectory.java");

    @Test
    void noSentenceGoesOnWithACapitalBehindASemicolon() throws IOException {
        assertThat(literals(List.of()))
                .filteredOn(literal -> CAPITAL_AFTER_SEMICOLON.matcher(literal).find())
                .isEmpty();
    }

    /** Users of the command line, who know other names, would also see a bare name in a sentence. */
    @Test
    void whatCallersGiveIsNamedInSentencesByATerm() throws IOException {
        assertThat(literals(MCP_ONLY))
                .filteredOn(literal -> literal.contains(" ")
                        && !literal.contains("in the field")
                        && !literal.contains("SELECT ")
                        && !literal.contains("INSERT ")
                        && !literal.contains("DELETE ")
                        && !literal.contains("UPDATE ")
                        && NAME_IN_SENTENCE.matcher(literal).find())
                .isEmpty();
    }

    /** Returns the literals outside terms. */
    private static List<String> literals(List<String> without) throws IOException {
        List<String> literals = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                if (!without.contains(SOURCES.relativize(file).toString())) {
                    Matcher matcher = LITERAL.matcher(
                            Files.readString(file).replaceAll("Term\\.of\\(\"(?:[^\"\\\\]|\\\\.)*\"\\)", ""));
                    while (matcher.find()) {
                        literals.add(matcher.group());
                    }
                }
            }
        }
        assertThat(literals).hasSizeGreaterThan(1_000);
        return literals;
    }
}

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

/** What all sentences in the sources have in common. */
class MessageStyleTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/codebasemcp");
    /** Of one line, with its quotation marks; text blocks hold SQL. */
    private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*+\"");

    private static final Pattern CAPITAL_AFTER_SEMICOLON = Pattern.compile("; [A-Z][a-z]+ [a-z]");
    /** Names of tools and arguments that are no English words. */
    private static final Pattern NAME_IN_SENTENCE =
            Pattern.compile("(?<![\\w/])(?:" + McpNames.alternatives() + ")(?!\\w)");
    /** Of clients of MCP alone, and where the words are translated. */
    private static final List<String> OF_MCP_ALONE = List.of(
            "cli/CommandWords.java",
            "mcp/ToolCatalog.java",
            "mcp/McpEndpoint.java",
            "mcp/ClientRoots.java",
            "mcp/resources/ProjectsResource.java",
            "project/SessionConfigs.java",
            "provisioning/ProjectDirectory.java");

    @Test
    void noSentenceGoesOnWithACapitalBehindASemicolon() throws IOException {
        assertThat(literals(List.of()))
                .filteredOn(literal -> CAPITAL_AFTER_SEMICOLON.matcher(literal).find())
                .isEmpty();
    }

    /** A name that stands bare in a sentence is told to users of the command line as well, who have other words for it. */
    @Test
    void whatCallersGiveIsNamedInSentencesByATerm() throws IOException {
        assertThat(literals(OF_MCP_ALONE))
                .filteredOn(literal -> literal.contains(" ")
                        && !literal.contains("in the field")
                        && !literal.contains("SELECT ")
                        && !literal.contains("INSERT ")
                        && !literal.contains("DELETE ")
                        && !literal.contains("UPDATE ")
                        && NAME_IN_SENTENCE.matcher(literal).find())
                .isEmpty();
    }

    /** Those that are no part of a term or of a statement in SQL. */
    private static List<String> literals(List<String> without) throws IOException {
        List<String> literals = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
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

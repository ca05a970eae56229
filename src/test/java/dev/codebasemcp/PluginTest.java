package dev.codebasemcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.codebasemcp.mcp.McpNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin for Claude Code says what is true, and its hook never holds up a session. */
class PluginTest {
    private static final Path PLUGIN = Path.of("plugin").toAbsolutePath();
    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");
    private static final Pattern TOOL = Pattern.compile("`([a-z]+(?:_[a-z]+)+)`");

    @TempDir
    private Path folder;

    @Test
    void bothManifestsHaveTheVersionOfTheBuild() throws IOException {
        String version = VERSION.matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1)
                .replace("-SNAPSHOT", "");
        JsonNode listed =
                json(Path.of(".claude-plugin/marketplace.json")).path("plugins").path(0);
        JsonNode manifest = json(PLUGIN.resolve(".claude-plugin/plugin.json"));

        assertThat(manifest.path("version").asText()).isEqualTo(version);
        assertThat(listed.path("version").asText()).isEqualTo(version);
        assertThat(listed.path("name")).isEqualTo(manifest.path("name"));
        assertThat(Path.of(listed.path("source").asText()).resolve(".claude-plugin/plugin.json"))
                .exists();
    }

    /** Its tools are in a model's first turn, as with an entry of {@code install}. */
    @Test
    void itsServerIsConnectedBeforeTheFirstTurn() throws IOException {
        assertThat(json(PLUGIN.resolve(".mcp.json")).at("/mcpServers/codebase/alwaysLoad"))
                .isEqualTo(BooleanNode.TRUE);
    }

    @Test
    void theScriptsThatItNamesExist() throws IOException {
        Stream<String> commands = Stream.of(
                        json(PLUGIN.resolve(".mcp.json"))
                                .path("mcpServers")
                                .path("codebase")
                                .path("args")
                                .path(0),
                        json(PLUGIN.resolve("hooks/hooks.json"))
                                .path("hooks")
                                .path("SessionStart")
                                .path(0)
                                .path("hooks")
                                .path(0)
                                .path("command"))
                .map(JsonNode::asText);

        assertThat(commands.map(command -> command.replaceAll(".*\\$\\{CLAUDE_PLUGIN_ROOT\\}/([\\w/-]+).*", "$1")))
                .allSatisfy(script -> assertThat(PLUGIN.resolve(script)).isExecutable());
    }

    @Test
    void theSkillNamesToolsThatExist() throws IOException {
        String skill = Files.readString(PLUGIN.resolve("skills/code-search/SKILL.md"));

        assertThat(TOOL.matcher(skill).results().map(found -> found.group(1)))
                .contains("search_code")
                .isSubsetOf(McpNames.all());
    }

    @Test
    void theJarIsStartedWithTheOptionsOfTheFile() throws IOException {
        List<String> options = Files.readAllLines(JavaCommand.OPTIONS).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();

        assertThat(Files.readString(PLUGIN.resolve("scripts/codebase-mcp")))
                .contains("exec java " + String.join(" ", options) + " -jar \"$jar\"");
    }

    @Test
    void theLauncherIsTakenFromThePath() throws Exception {
        program("codebase-mcp", "echo launched \"$@\"");

        assertThat(run("codebase-mcp", "a b", "c")).isEqualTo(new Run(0, "launched a b c\n"));
    }

    @Test
    void withoutProgramItSaysWhatIsMissing() throws Exception {
        assertThat(run("codebase-mcp").code()).isEqualTo(1);
        assertThat(run("index-state")).isEqualTo(new Run(0, ""));
    }

    @Test
    void theHookPrintsThreeLinesOnTheRepositoryOfTheSession() throws Exception {
        String here = Path.of("").toAbsolutePath().toRealPath().toString();
        program("codebase-mcp", "echo '/elsewhere (1): 5 files'; echo '" + here + " (2): 7 files, indexed today'");
        assertThat(run("index-state").out().lines()).hasSize(3).contains(here + ": 7 files, indexed today");

        program("codebase-mcp", "echo '/elsewhere (1): 5 files'");
        assertThat(run("index-state").out().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("This directory is not indexed yet"));
    }

    @Test
    void aProgramThatFailsOrHangsHoldsUpNoSession() throws Exception {
        program("codebase-mcp", "echo half an answer; exit 1");
        assertThat(run("index-state")).isEqualTo(new Run(0, ""));

        program("codebase-mcp", "exec sleep 600");
        assertThat(run("index-state")).isEqualTo(new Run(0, ""));
    }

    private record Run(int code, String out) {}

    private Run run(String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("bash", PLUGIN.resolve("scripts").resolve(script).toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(folder.resolve("in").toFile());
        Files.writeString(folder.resolve("in"), "{}");
        builder.environment().keySet().removeAll(Set.of("CODEBASE_MCP_JAR", "CLAUDE_PROJECT_DIR"));
        builder.environment().put("PATH", folder + ":/usr/bin:/bin");
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readString(out));
    }

    private void program(String name, String line) throws IOException {
        Path program = Files.writeString(folder.resolve(name), "#!/usr/bin/env bash\n" + line + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }
}

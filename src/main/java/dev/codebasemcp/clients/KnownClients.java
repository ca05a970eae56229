package dev.codebasemcp.clients;

import dev.codebasemcp.clients.EntryShape.Apart;
import dev.codebasemcp.clients.EntryShape.Joined;
import dev.codebasemcp.model.EditDistance;
import dev.codebasemcp.model.RejectedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The clients that can be configured. Each format is from the client's own documentation, which its row names;
 * {@code docs/clients.md} says how each was checked.
 */
final class KnownClients {
    private static final List<String> SERVERS = List.of("mcpServers");
    private static final EntryShape PLAIN = Apart.usual(Map.of(), Map.of());
    private static final EntryShape TYPED = Apart.usual(Map.of("type", "stdio"), Map.of());
    /**
     * Without the flag, Claude Code does not wait for a server before a model's first turn, and its tool search hides
     * the tools. Our own hint for a tool comes too late for that turn.
     */
    private static final EntryShape CLAUDE = Apart.usual(Map.of("type", "stdio"), Map.of("alwaysLoad", true));

    private static final OsPath AGENTS = OsPath.of("AGENTS.md");
    private static final OsPath CLAUDE_FILE = OsPath.of("${CLAUDE_CONFIG_DIR:-~}/.claude.json");
    private static final String CODEX_HOME = "${CODEX_HOME:-~/.codex}";
    private static final String COPILOT_HOME = "${COPILOT_HOME:-~/.copilot}";
    private static final String CLINE_FILE = "settings/cline_mcp_settings.json";
    /** Where VS Code keeps the files of the extension of Cline. */
    private static final String CLINE_IN_CODE = "Code/User/globalStorage/saoudrizwan.claude-dev/";

    static final List<Client> ALL = List.of(
            Client.of("claude-code", "Claude Code", "https://code.claude.com/docs/en/mcp")
                    .program("claude")
                    .signs(CLAUDE_FILE, OsPath.of("~/.claude"))
                    .user(json(CLAUDE, CLAUDE_FILE).reads(OsPath.of("${CLAUDE_CONFIG_DIR:-~/.claude}/CLAUDE.md")))
                    .project(json(CLAUDE, OsPath.of(".mcp.json")).reads(OsPath.of("CLAUDE.md"))),
            Client.of(
                            "claude-desktop",
                            "Claude Desktop",
                            "https://modelcontextprotocol.io/docs/develop/connect-local-servers")
                    .signs(OsPath.ofApplication("Claude"))
                    .user(json(PLAIN, OsPath.ofApplication("Claude/claude_desktop_config.json"))),
            Client.of("cursor", "Cursor", "https://cursor.com/docs/context/mcp")
                    .signs(OsPath.of("~/.cursor"))
                    .user(json(TYPED, OsPath.of("~/.cursor/mcp.json")))
                    .project(json(TYPED, OsPath.of(".cursor/mcp.json")).reads(AGENTS)),
            Client.of("vscode", "VS Code", "https://code.visualstudio.com/docs/agents/reference/mcp-configuration")
                    .program("code")
                    .signs(OsPath.ofApplication("Code/User"))
                    .user(vsCode(OsPath.ofApplication("Code/User/mcp.json")))
                    .project(vsCode(OsPath.of(".vscode/mcp.json")).reads(AGENTS)),
            Client.of("codex", "Codex", "https://developers.openai.com/codex/mcp")
                    .signs(OsPath.of(CODEX_HOME))
                    .user(codex(OsPath.of(CODEX_HOME + "/config.toml")).reads(OsPath.of(CODEX_HOME + "/AGENTS.md")))
                    .project(codex(OsPath.of(".codex/config.toml")).reads(AGENTS)),
            Client.of(
                            "gemini",
                            "Gemini CLI",
                            "https://github.com/google-gemini/gemini-cli/blob/main/docs/tools/mcp-server.md")
                    .signs(OsPath.of("~/.gemini"))
                    .user(json(PLAIN, OsPath.of("~/.gemini/settings.json")).reads(OsPath.of("~/.gemini/GEMINI.md")))
                    .project(json(PLAIN, OsPath.of(".gemini/settings.json")).reads(OsPath.of("GEMINI.md"))),
            Client.of("qwen", "Qwen Code", "https://qwenlm.github.io/qwen-code-docs/en/users/features/mcp/")
                    .signs(OsPath.of("~/.qwen"))
                    .user(json(PLAIN, OsPath.of("~/.qwen/settings.json")).reads(OsPath.of("~/.qwen/QWEN.md")))
                    .project(json(PLAIN, OsPath.of(".qwen/settings.json")).reads(OsPath.of("QWEN.md"))),
            Client.of("windsurf", "Windsurf", "https://docs.windsurf.com/windsurf/cascade/mcp")
                    .signs(OsPath.of("~/.codeium/windsurf"))
                    .user(json(PLAIN, OsPath.of("~/.codeium/windsurf/mcp_config.json"))
                            .reads(OsPath.of("~/.codeium/windsurf/memories/global_rules.md"))),
            Client.of("zed", "Zed", "https://zed.dev/docs/ai/mcp")
                    .signs(OsPath.inConfig("zed", "Zed"))
                    .user(zed(OsPath.inConfig("zed/settings.json", "Zed/settings.json")))
                    .project(zed(OsPath.of(".zed/settings.json")).reads(AGENTS)),
            Client.of(
                            "junie",
                            "JetBrains Junie",
                            "https://www.jetbrains.com/help/junie/model-context-protocol-mcp.html")
                    .alias("jetbrains")
                    .signs(OsPath.of("~/.junie"))
                    .user(json(PLAIN, OsPath.of("~/.junie/mcp/mcp.json")))
                    .project(json(PLAIN, OsPath.of(".junie/mcp/mcp.json")).reads(AGENTS)),
            Client.of("cline", "Cline", "https://docs.cline.bot/getting-started/config")
                    .signs(OsPath.of("~/.cline"), OsPath.ofApplication(CLINE_IN_CODE))
                    .user(json(
                            PLAIN,
                            OsPath.of("~/.cline/data/" + CLINE_FILE),
                            OsPath.ofApplication(CLINE_IN_CODE + CLINE_FILE))),
            Client.of("opencode", "opencode", "https://opencode.ai/docs/mcp-servers/")
                    .signs(OsPath.inConfig("opencode"))
                    .user(opencode(
                                    OsPath.inConfig("opencode/opencode.json"),
                                    OsPath.inConfig("opencode/opencode.jsonc"))
                            .reads(OsPath.inConfig("opencode/AGENTS.md")))
                    .project(opencode(OsPath.of("opencode.json"), OsPath.of("opencode.jsonc"))
                            .reads(AGENTS)),
            Client.of(
                            "copilot",
                            "Copilot CLI",
                            "https://docs.github.com/en/copilot/how-tos/copilot-cli/customize-copilot/add-mcp-servers")
                    .signs(OsPath.of(COPILOT_HOME))
                    .user(json(
                                    Apart.usual(Map.of("type", "local"), Map.of("tools", List.of("*"))),
                                    OsPath.of(COPILOT_HOME + "/mcp-config.json"))
                            .reads(OsPath.of(COPILOT_HOME + "/copilot-instructions.md")))
                    // The same file and entry as those of Claude Code.
                    .project(json(CLAUDE, OsPath.of(".mcp.json")).reads(AGENTS)),
            Client.of("amp", "Amp", "https://ampcode.com/manual#mcp")
                    .signs(OsPath.of("~/.config/amp"))
                    .user(amp(OsPath.of("~/.config/amp/settings.json"), OsPath.of("~/.config/amp/settings.jsonc"))
                            .reads(OsPath.of("~/.config/amp/AGENTS.md")))
                    .project(amp(OsPath.of(".amp/settings.json"), OsPath.of(".amp/settings.jsonc"))
                            .reads(AGENTS)),
            Client.of("kiro", "Kiro", "https://kiro.dev/docs/mcp/configuration")
                    .program("kiro-cli")
                    .signs(OsPath.of("~/.kiro"))
                    .user(json(PLAIN, OsPath.of("~/.kiro/settings/mcp.json"))
                            .reads(OsPath.of("~/.kiro/steering/AGENTS.md")))
                    .project(json(PLAIN, OsPath.of(".kiro/settings/mcp.json")).reads(AGENTS)),
            Client.of("goose", "Goose", "https://block.github.io/goose/docs/guides/config-files")
                    .signs(OsPath.inConfig("goose", "Block/goose"))
                    .user(goose(OsPath.inConfig("goose/config.yaml", "Block/goose/config/config.yaml"))
                            .reads(OsPath.inConfig("goose/.goosehints", "Block/goose/config/.goosehints"))));

    private KnownClients() {}

    /**
     * Returns the client with a name, as users type it.
     *
     * @throws RejectedException if there is none
     */
    static Client named(String name) {
        return ALL.stream().filter(client -> client.isCalled(name)).findFirst().orElseThrow(() -> unknown(name));
    }

    private static RejectedException unknown(String name) {
        Optional<String> nearest =
                EditDistance.nearest(name, ALL.stream().map(Client::name).toList());
        return new RejectedException("There is no client '" + name + "'"
                + nearest.map(known -> "; did you mean '" + known + "'?").orElse("; there are " + names() + "."));
    }

    static String names() {
        return ALL.stream().map(Client::name).collect(Collectors.joining(", "));
    }

    private static Place json(EntryShape shape, OsPath... files) {
        return new Place(List.of(files), new JsonFormat(), SERVERS, shape, List.of());
    }

    private static Place vsCode(OsPath file) {
        return new Place(List.of(file), new JsonFormat(), List.of("servers"), TYPED, List.of());
    }

    /**
     * Its limit of ten seconds, or thirty, for a start is short for a busy machine; indexing takes minutes. By default,
     * a model's first turn has only 250 characters about a server, and no tool.
     */
    private static Place codex(OsPath file) {
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("startup_timeout_sec", 60);
        limits.put("tool_timeout_sec", 600);
        limits.put("omit_tools_from", List.of("deferred"));
        EntryShape shape = Apart.usual(Map.of(), limits);
        return new Place(List.of(file), new TomlFormat(), List.of("mcp_servers"), shape, List.of());
    }

    private static Place zed(OsPath file) {
        EntryShape shape = Apart.usual(Map.of("source", "custom"), Map.of());
        return new Place(List.of(file), new JsonFormat(), List.of("context_servers"), shape, List.of());
    }

    private static Place opencode(OsPath... files) {
        EntryShape shape = new Joined("environment", Map.of("type", "local"), Map.of("enabled", true));
        return new Place(List.of(files), new JsonFormat(), List.of("mcp"), shape, List.of());
    }

    /** The key has a dot; it is one key. */
    private static Place amp(OsPath... files) {
        return new Place(List.of(files), new JsonFormat(), List.of("amp.mcpServers"), PLAIN, List.of());
    }

    private static Place goose(OsPath file) {
        Map<String, Object> before = new LinkedHashMap<>();
        before.put("enabled", true);
        before.put("type", "stdio");
        before.put("name", ServerPart.NAME);
        before.put("description", "Searches code by meaning, names and paths");
        EntryShape shape = new Apart(List.of("cmd", "args", "envs"), before, Map.of("timeout", 600));
        return new Place(List.of(file), new YamlFormat(), List.of("extensions"), shape, List.of());
    }
}

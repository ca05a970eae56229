package dev.codebasemcp.config;

import dev.codebasemcp.model.MachineId;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All settings, in the order in which they are listed. */
final class KnownSettings {

    static final Setting<Optional<MachineId>> MACHINE_ID = new Setting<>(
            "CODEBASE_MCP_MACHINE_ID",
            Optional.empty(),
            "made at the first start",
            "which machine this is to a shared PostgreSQL, where the home does not last, as in a container; a UUID",
            text -> Optional.of(Parsers.machineId(text)),
            id -> id.map(MachineId::toString).orElse(""),
            false);

    static final Setting<Boolean> DEFAULT_PROJECT = new Setting<>(
            "CODEBASE_MCP_DEFAULT_PROJECT",
            true,
            "on",
            "whether the project 'default' is used where nothing else names one; on or off",
            Parsers::onOff,
            on -> on ? "on" : "off",
            false);

    static final Setting<Boolean> INDEX_ON_SEARCH = new Setting<>(
            "CODEBASE_MCP_INDEX_ON_SEARCH",
            true,
            "on",
            "whether a search of a session indexes its repository if it was never indexed; on or off",
            Parsers::onOff,
            on -> on ? "on" : "off",
            false);

    static final Setting<AnswerForm> ANSWERS = new Setting<>(
            "CODEBASE_MCP_ANSWERS",
            AnswerForm.TEXT,
            "text",
            "the form of answers with code: text for models, structured for programs",
            Parsers::answerForm,
            form -> form.name().toLowerCase(Locale.ROOT),
            false);

    static final Setting<Path> SCIP_INDEX = new Setting<>(
            "CODEBASE_MCP_SCIP_INDEX",
            Path.of("index.scip"),
            "index.scip",
            "where a repository has its SCIP index, which a compiler made; a path relative to its root",
            Parsers::relativePath,
            Path::toString,
            false);

    static final Setting<AllowedProjects> ALLOWED_PROJECTS = new Setting<>(
            "CODEBASE_MCP_ALLOWED_PROJECTS",
            AllowedProjects.ALL,
            "all",
            "the projects that one search may cover together: names, ids or tag:NAME, separated by commas; all or none",
            AllowedProjects::parse,
            AllowedProjects::shown,
            false);

    static final Setting<Integer> MAX_CONNECTIONS =
            number("CODEBASE_MCP_MAX_CONNECTIONS", 20, "connections of one process to the database server", 8, 200);

    static final Setting<Integer> MAX_OPEN_DATABASES = number(
            "CODEBASE_MCP_MAX_OPEN_DATABASES",
            8,
            "projects whose database connections one process keeps open",
            1,
            1000);

    static final Setting<Integer> MAX_FILE_BYTES =
            number("CODEBASE_MCP_MAX_FILE_BYTES", 1 << 20, "larger files are not indexed; bytes", 1024, 64 << 20);

    static final Setting<Integer> INDEX_THREADS = new Setting<>(
            "CODEBASE_MCP_INDEX_THREADS",
            Runtime.getRuntime().availableProcessors(),
            "the number of processors",
            "files that are read and embedded at once; 1 to 256",
            Parsers.wholeNumber(1, 256),
            String::valueOf,
            false);

    static final Setting<Boolean> CLASS_ARCHIVE = new Setting<>(
            "CODEBASE_MCP_CLASS_ARCHIVE",
            true,
            "on",
            "whether an idle server makes the archive of classes that its next start can use; on or off",
            Parsers::onOff,
            on -> on ? "on" : "off",
            false);

    static final Setting<String> LOG_LEVEL = new Setting<>(
            "CODEBASE_MCP_LOG_LEVEL",
            "INFO",
            "info",
            "how much is written to the log file: trace, debug, info, warn, error or off",
            Parsers::logLevel,
            text -> text,
            false);

    /** Set by Claude Code for the servers that it starts. */
    static final Setting<Optional<Path>> CLIENT_PROJECT = new Setting<>(
            "CLAUDE_PROJECT_DIR",
            Optional.empty(),
            "set by the client",
            "the directory of the client's project, which decides the project if it lies in a git repository or below a"
                    + " config; an absolute path",
            text -> Optional.of(Parsers.absolutePath(Optional.empty(), text)),
            path -> path.map(Path::toString).orElse(""),
            false);

    static final Setting<Optional<URI>> WORKFLOW_URL = new Setting<>(
            "WORKFLOW_MCP_URL",
            Optional.empty(),
            "none",
            "a workflow-mcp server that names the active project; an http or https URL",
            Parsers::httpUrl,
            url -> url.map(WorkflowSettings::withoutLogin).orElse(""),
            true);

    static final Setting<Duration> WORKFLOW_TIMEOUT = duration(
            "WORKFLOW_MCP_TIMEOUT_SECONDS",
            Duration.ofSeconds(1),
            "how long workflow-mcp may take to answer",
            Duration.ofMillis(100),
            Duration.ofSeconds(5));

    static final Setting<Duration> WORKFLOW_CACHE = duration(
            "WORKFLOW_MCP_CACHE_SECONDS",
            Duration.ofSeconds(60),
            "how long an answer of workflow-mcp holds",
            Duration.ofSeconds(10),
            Duration.ofSeconds(300));

    private KnownSettings() {}

    /** The program's home; {@code ~} stands for the user's home. */
    static Setting<Path> home(Optional<Path> userHome) {
        return new Setting<>(
                "CODEBASE_MCP_HOME",
                userHome.orElse(Path.of("")).resolve(".codebase-mcp"),
                "~/.codebase-mcp",
                "where the program keeps its database, logs and other files; an absolute path",
                text -> Parsers.absolutePath(userHome, text),
                Path::toString,
                false);
    }

    /** The allowed roots; {@code ~} stands for the user's home. */
    static Setting<List<Path>> allowedRoots(Optional<Path> userHome) {
        return new Setting<>(
                "CODEBASE_MCP_ALLOWED_ROOTS",
                List.of(),
                "any directory",
                "nothing outside of these directories is indexed, or read as a configuration; absolute paths, separated as in PATH",
                paths -> Parsers.absolutePaths(userHome, paths),
                paths -> paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                false);
    }

    /** Parts that the URL lacks come from libpq's variables in {@code environment}. */
    static Setting<Optional<DatabaseUrl>> databaseUrl(Map<String, String> environment) {
        return new Setting<>(
                "CODEBASE_MCP_DATABASE_URL",
                Optional.empty(),
                "the embedded server",
                "the PostgreSQL server (14 or newer) to use, with a role that may create databases: "
                        + DatabaseUrl.FORM,
                text -> Optional.of(DatabaseUrl.parse(text, environment)),
                url -> url.map(DatabaseUrl::toString).orElse(""),
                true);
    }

    private static Setting<Integer> number(String name, int fallback, String description, int least, int most) {
        return new Setting<>(
                name,
                fallback,
                String.valueOf(fallback),
                description + "; " + least + " to " + most,
                Parsers.wholeNumber(least, most),
                String::valueOf,
                false);
    }

    private static Setting<Duration> duration(
            String name, Duration fallback, String description, Duration least, Duration most) {
        return new Setting<>(
                name,
                fallback,
                Parsers.inSeconds(fallback),
                description + "; " + Parsers.inSeconds(least) + " to " + Parsers.inSeconds(most) + " seconds",
                Parsers.seconds(least, most),
                Parsers::inSeconds,
                false);
    }
}

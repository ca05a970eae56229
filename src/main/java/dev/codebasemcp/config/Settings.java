package dev.codebasemcp.config;

import dev.codebasemcp.model.MachineId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All settings from the environment, validated.
 *
 * @param places the directories that the environment names
 * @param machine this machine's identity if it is set; otherwise it comes from the program's home
 * @param session how sessions of clients are treated
 * @param allowedRoots the only directories that callers may have read
 * @param logLevel a logback level, such as {@code INFO}
 * @param entries every setting with its value and source, for display; secrets are masked
 * @param warnings harmless oddities, such as an unknown variable
 */
public record Settings(
        Places places,
        Optional<MachineId> machine,
        DatabaseSettings database,
        IndexingSettings indexing,
        WorkflowSettings workflow,
        SessionSettings session,
        AllowedRoots allowedRoots,
        String logLevel,
        List<SettingEntry> entries,
        List<String> warnings) {
    public Settings {
        entries = List.copyOf(entries);
        warnings = List.copyOf(warnings);
    }

    public Path home() {
        return places.home();
    }

    public Optional<Path> userHome() {
        return places.userHomes().stream().findFirst();
    }

    /** The directories that hold the user's own files. */
    public List<Path> userHomes() {
        return places.userHomes();
    }

    /** The project directory that the client has named in its environment, an absolute path that may not exist. */
    public Optional<Path> clientProject() {
        return places.clientProject();
    }

    /**
     * The directories that the environment names.
     *
     * @param home the directory of this program's files
     * @param userHomes the user's home directory, and another one that {@code HOME} names
     * @param clientProject the directory of the client's project, if the client says so
     */
    public record Places(Path home, List<Path> userHomes, Optional<Path> clientProject) {
        public Places {
            userHomes = List.copyOf(userHomes);
        }
    }

    /**
     * Reads the settings from environment variables.
     *
     * @throws dev.codebasemcp.model.RejectedException naming every variable with an invalid value
     */
    public static Settings from(Map<String, String> environment) {
        SettingsReader reader = new SettingsReader(environment);
        List<Path> userHomes = UserHome.all(environment);
        Optional<Path> userHome = userHomes.stream().findFirst();
        Path home = reader.read(KnownSettings.home(userHome));
        checkHome(home, reader);
        DatabaseSettings database = new DatabaseSettings(
                reader.read(KnownSettings.databaseUrl(environment)),
                reader.read(KnownSettings.MAX_CONNECTIONS),
                reader.read(KnownSettings.MAX_OPEN_DATABASES));
        Optional<MachineId> machine = reader.read(KnownSettings.MACHINE_ID);
        SessionSettings session = new SessionSettings(
                reader.read(KnownSettings.DEFAULT_PROJECT),
                reader.read(KnownSettings.INDEX_ON_SEARCH),
                reader.read(KnownSettings.ANSWERS),
                reader.read(KnownSettings.SCIP_INDEX),
                reader.read(KnownSettings.ALLOWED_PROJECTS),
                reader.read(KnownSettings.CLASS_ARCHIVE));
        IndexingSettings indexing = new IndexingSettings(
                reader.read(KnownSettings.MAX_FILE_BYTES), reader.read(KnownSettings.INDEX_THREADS));
        AllowedRoots allowedRoots = new AllowedRoots(reader.read(KnownSettings.allowedRoots(userHome)));
        Optional<Path> clientProject = reader.readForeign(KnownSettings.CLIENT_PROJECT);
        String logLevel = reader.read(KnownSettings.LOG_LEVEL);
        WorkflowSettings workflow = new WorkflowSettings(
                reader.read(KnownSettings.WORKFLOW_URL),
                reader.read(KnownSettings.WORKFLOW_TIMEOUT),
                reader.read(KnownSettings.WORKFLOW_CACHE));
        reader.throwFaults();
        return new Settings(
                new Places(home, userHomes, clientProject),
                machine,
                database,
                indexing,
                workflow,
                session,
                allowedRoots,
                logLevel,
                reader.entries(),
                reader.warnings());
    }

    private static void checkHome(Path home, SettingsReader reader) {
        if (!home.isAbsolute()) {
            reader.refuse("CODEBASE_MCP_HOME is not set, and this user has no home directory (neither"
                    + " the list of users nor HOME names one); set CODEBASE_MCP_HOME, or HOME, to an absolute path.");
            return;
        }
        HomeDirectory.objection(home)
                .ifPresent(objection -> reader.refuse("CODEBASE_MCP_HOME is '" + home + "': " + objection + "."));
    }
}

package dev.codebasemcp.clients;

/**
 * A path in a user's home. {@code ~} is the home directory, {@code ${NAME:-default}} an environment variable.
 *
 * @param linux the path on Linux and other systems
 */
record OsPath(String linux, String mac, String windows) {
    private static final String CONFIG = "${XDG_CONFIG_HOME:-~/.config}/";
    private static final String ROAMING = "${APPDATA:-~/AppData/Roaming}/";

    /** The same path on all systems. */
    static OsPath of(String path) {
        return new OsPath(path, path, path);
    }

    /** A path in the directory where desktop applications keep their data. */
    static OsPath ofApplication(String path) {
        return new OsPath(CONFIG + path, "~/Library/Application Support/" + path, ROAMING + path);
    }

    /** A path in the configuration directory of XDG, which some programs use on all systems. */
    static OsPath inConfig(String path) {
        return of(CONFIG + path);
    }

    /** A path in the configuration directory of XDG, and another one for Windows in the roaming application data. */
    static OsPath inConfig(String path, String windows) {
        return new OsPath(CONFIG + path, CONFIG + path, ROAMING + windows);
    }

    String on(Surroundings.Os system) {
        return switch (system) {
            case LINUX -> linux;
            case MAC -> mac;
            case WINDOWS -> windows;
        };
    }
}

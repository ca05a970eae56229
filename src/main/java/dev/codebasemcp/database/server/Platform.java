package dev.codebasemcp.database.server;

import dev.codebasemcp.model.UnavailableException;
import java.util.Locale;

/**
 * A platform for which there are binaries of the embedded server.
 *
 * @param name such as {@code linux-x86_64}; part of the archive's name on the class path
 */
record Platform(String name) {
    /** The platform that this JVM runs on. */
    static Platform current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Platform of(String osName, String osArch) {
        String system = osName.toLowerCase(Locale.ROOT);
        String processor = switch (osArch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> throw unsupported(osName, osArch);
        };
        if (system.startsWith("linux")) {
            return new Platform("linux-" + processor);
        } else if (system.startsWith("mac")) {
            return new Platform("darwin-" + processor);
        } else if (system.startsWith("windows")) {
            return new Platform("windows-" + processor);
        }
        throw unsupported(osName, osArch);
    }

    boolean isWindows() {
        return name.startsWith("windows");
    }

    boolean isLinux() {
        return name.startsWith("linux");
    }

    /** The class path resource with PostgreSQL's binaries. */
    String archive() {
        return "/postgres-" + name + ".tar";
    }

    private static UnavailableException unsupported(String osName, String osArch) {
        return new UnavailableException("There is no embedded PostgreSQL for " + osName + " on " + osArch
                + "; set CODEBASE_MCP_DATABASE_URL to a PostgreSQL server.");
    }
}

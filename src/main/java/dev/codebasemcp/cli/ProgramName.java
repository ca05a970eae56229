package dev.codebasemcp.cli;

import java.io.File;
import java.util.Properties;

/** How the user starts the program: a launcher, or a jar. The only place that knows. Stateless. */
final class ProgramName {
    /** The launcher of a package, and the name in the documentation. */
    static final String USUAL = "codebase-mcp";

    private static final String JAR = ".jar";

    private ProgramName() {}

    /** Returns what to type before a command, from the JVM's properties. */
    static String of(Properties properties) {
        String classPath = properties.getProperty("java.class.path", "");
        // Launchers made by jpackage set this to their own path.
        boolean launched = properties.containsKey("jpackage.app-path");
        boolean oneJar = classPath.endsWith(JAR) && !classPath.contains(File.pathSeparator);
        return launched || !oneJar ? USUAL : "java -jar " + quoted(classPath);
    }

    private static String quoted(String path) {
        return path.contains(" ") ? '"' + path + '"' : path;
    }
}

package dev.codebasemcp.database.server;

import dev.codebasemcp.model.UnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A program of PostgreSQL ended early. The message is its output. */
final class StartFailure extends Exception {
    private static final long serialVersionUID = 1;

    private static final String LOST =
            "Restore %1$s/data from a backup. If there is none, end all codebase-mcp processes and move it away (mv"
                    + " %1$s/data %1$s/data-damaged). The next start creates a new one. This loses the list of"
                    + " projects, which their config files still name, and the indexes, which can be rebuilt from the sources.";

    /** The first match in the server's output decides. */
    private static final List<Advice> ADVICE = List.of(
            new Advice(
                    Pattern.compile("could not look up effective user ID"),
                    "This user has no name, which PostgreSQL's initdb needs. Add it to /etc/passwd (in a container:"
                            + " useradd in its image, or mount a passwd file), start codebase-mcp as a user with a name, or"
                            + " set CODEBASE_MCP_DATABASE_URL to a PostgreSQL server."),
            new Advice(
                    Pattern.compile("pg_hba\\.conf"),
                    "Correct that line of %1$s/data/pg_hba.conf, or delete the file: the next start rewrites it."),
            new Advice(
                    Pattern.compile("configuration file|syntax error in file|unrecognized configuration parameter"
                            + "|invalid value for parameter|requires a (?:Boolean|numeric) value"),
                    "Correct that line, or delete the file: the next start rewrites it. The database itself is unchanged."),
            new Advice(
                    Pattern.compile("role \"codebase_mcp\" does not exist"),
                    "codebase-mcp did not create this database. " + LOST),
            new Advice(
                    Pattern.compile(
                            "[Cc]annot allocate memory|could not resize shared memory|could not create shared memory"
                                    + "|could not create semaphores|could not map anonymous"),
                    "Free memory, or raise this user's limit, then try again; nothing is lost."),
            new Advice(
                    Pattern.compile("could not bind|Address already in use"),
                    "Allow programs to listen on 127.0.0.1, then try again; nothing is lost."),
            new Advice(
                    Pattern.compile(
                            "checkpoint record|pg_control|control file|pg_wal|WAL|pg_xact|transaction log|PG_VERSION"
                                    + "|database system|could not open file|could not read file|could not open directory"
                                    + "|could not access status|invalid page|is not a valid data directory"),
                    "Files of the database are missing or damaged. " + LOST));

    /** Advice for output that {@code sign} matches; %1$s is the home directory. */
    private record Advice(Pattern sign, String nextStep) {}

    StartFailure(String message) {
        super(message);
    }

    String output() {
        return String.valueOf(getMessage());
    }

    /** The failure for callers, with advice. */
    UnavailableException explained(ServerFiles files) {
        String output = output();
        Optional<String> byLine = output.lines()
                .filter(line -> line.contains("FATAL:") || line.contains("PANIC:") || line.contains("error:"))
                .flatMap(line -> advice(line).stream())
                .findFirst();
        String advice = FileAdvice.in(output)
                .map(String::strip)
                .or(() -> byLine)
                .or(() -> advice(output))
                .orElse("");
        return new UnavailableException(
                "The embedded PostgreSQL in " + files.home() + " does not start:\n" + output + "\n"
                        + advice.replace("%1$s", files.home().toString()) + (advice.isEmpty() ? "" : "\n")
                        + "Its complete log is "
                        + files.log()
                        + ". To use another server, set CODEBASE_MCP_DATABASE_URL.",
                this);
    }

    private static Optional<String> advice(String output) {
        return ADVICE.stream()
                .filter(advice -> advice.sign().matcher(output).find())
                .findFirst()
                .map(Advice::nextStep);
    }
}

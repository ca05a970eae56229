package dev.codebasemcp.database.server;

import dev.codebasemcp.model.UnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One of PostgreSQL's programs ended before it had done its work. The message holds what it said. */
final class StartFailure extends Exception {
    private static final long serialVersionUID = 1;

    private static final String LOST =
            "Put %1$s/data back from a backup. If there is none, end all codebase-mcp processes and move it away (mv"
                    + " %1$s/data %1$s/data-damaged): the next start makes a new one, and all that is lost is what can be"
                    + " indexed anew from the sources, and the list of projects, which their config files tell.";

    /** The first that is found in the server's words decides. */
    private static final List<Advice> ADVICE = List.of(
            new Advice(
                    Pattern.compile("could not look up effective user ID"),
                    "This user has no name, and PostgreSQL's initdb wants one. Give it a line in /etc/passwd (in a container:"
                            + " useradd in its image, or mount a passwd file), start codebase-mcp as a user that has one, or"
                            + " set CODEBASE_MCP_DATABASE_URL to a PostgreSQL server."),
            new Advice(
                    Pattern.compile("pg_hba\\.conf"),
                    "Mend that line of %1$s/data/pg_hba.conf, or delete the file: the next start writes it anew."),
            new Advice(
                    Pattern.compile("configuration file|syntax error in file|unrecognized configuration parameter"
                            + "|invalid value for parameter|requires a (?:Boolean|numeric) value"),
                    "Mend that line, or delete the file: the next start writes it anew. The database itself is as it was."),
            new Advice(
                    Pattern.compile("role \"codebase_mcp\" does not exist"),
                    "This is not a database that codebase-mcp has made. " + LOST),
            new Advice(
                    Pattern.compile(
                            "[Cc]annot allocate memory|could not resize shared memory|could not create shared memory"
                                    + "|could not create semaphores|could not map anonymous"),
                    "Free memory, or allow this user more of it, then try again; nothing is lost."),
            new Advice(
                    Pattern.compile("could not bind|Address already in use"),
                    "Allow programs to listen on 127.0.0.1, then try again; nothing is lost."),
            new Advice(
                    Pattern.compile(
                            "checkpoint record|pg_control|control file|pg_wal|WAL|pg_xact|transaction log|PG_VERSION"
                                    + "|database system|could not open file|could not read file|could not open directory"
                                    + "|could not access status|invalid page|is not a valid data directory"),
                    "Files of the database are missing or damaged. " + LOST));

    /** What to do about a failure that {@code sign} is found in; %1$s is the home directory. */
    private record Advice(Pattern sign, String nextStep) {}

    StartFailure(String message) {
        super(message);
    }

    /** What the program said. */
    String trouble() {
        return String.valueOf(getMessage());
    }

    /** The failure as callers get it, with what to do about it. */
    UnavailableException explained(ServerFiles files) {
        String said = trouble();
        Optional<String> byLine = said.lines()
                .filter(line -> line.contains("FATAL:") || line.contains("PANIC:") || line.contains("error:"))
                .flatMap(line -> advice(line).stream())
                .findFirst();
        String advice = FileAdvice.in(said)
                .map(String::strip)
                .or(() -> byLine)
                .or(() -> advice(said))
                .orElse("");
        return new UnavailableException(
                "The embedded PostgreSQL in " + files.home() + " does not start:\n" + said + "\n"
                        + advice.replace("%1$s", files.home().toString()) + (advice.isEmpty() ? "" : "\n")
                        + "Its whole log is "
                        + files.log()
                        + "; CODEBASE_MCP_DATABASE_URL makes this program use another server.",
                this);
    }

    private static Optional<String> advice(String said) {
        return ADVICE.stream()
                .filter(advice -> advice.sign().matcher(said).find())
                .findFirst()
                .map(Advice::nextStep);
    }
}

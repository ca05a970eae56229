package dev.codebasemcp.database.server;

import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The account that runs PostgreSQL's programs. They refuse root, so root runs them in a user namespace in which root has no
 * name. If that is forbidden, an unprivileged user runs them and owns the data. {@code initdb} also refuses a user without a
 * name, as in a container; in a namespace, that user is called nobody.
 *
 * @param prefix the words before each command
 * @param user the owner of the data
 * @param other whether that is another user than this process's
 */
record ServerAccount(List<String> prefix, String user, boolean other) {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final List<String> UNPRIVILEGED = List.of("postgres", "nobody");
    private static final List<String> NAMESPACE = List.of("unshare", "-U");

    ServerAccount {
        prefix = List.copyOf(prefix);
    }

    /** The account for a server with these files, whose home belongs to the current user. */
    static ServerAccount of(ServerFiles files, Platform platform) {
        if (platform.isWindows()) {
            return new ServerAccount(List.of(), "", false);
        }
        Self self = self(files.home());
        boolean nameless = self.name().equals(String.valueOf(self.uid()));
        if (self.uid() != 0 && !nameless) {
            return new ServerAccount(List.of(), self.name(), false);
        }
        Optional<String> earlier = self.uid() == 0 ? unprivilegedOwner(files.data()) : Optional.empty();
        if (earlier.isPresent()) {
            return unprivileged(files.home(), List.of(earlier.get()));
        }
        if (succeeds(
                files.home(),
                Stream.concat(NAMESPACE.stream(), Stream.of("true")).toList())) {
            return new ServerAccount(NAMESPACE, self.name(), false);
        }
        return nameless ? new ServerAccount(List.of(), self.name(), false) : unprivileged(files.home(), UNPRIVILEGED);
    }

    /** The first of {@code users} that root can switch to and that can reach {@code home}. */
    static ServerAccount unprivileged(Path home, List<String> users) {
        for (String user : users) {
            Optional<String> group = groupOf(home, user);
            if (group.isPresent()) {
                List<String> become =
                        List.of("setpriv", "--reuid=" + user, "--regid=" + group.get(), "--clear-groups", "--");
                return withAccessTo(home, new ServerAccount(become, user, true));
            }
        }
        throw new UnavailableException(
                "PostgreSQL does not run as root, and this system allows neither a user namespace nor a switch"
                        + " to one of the users " + users + ". Start this program as an ordinary user, or set"
                        + " CODEBASE_MCP_DATABASE_URL.");
    }

    /** The account of an earlier start, when user namespaces were not available. */
    private static Optional<String> unprivilegedOwner(Path data) {
        try {
            return Optional.of(Files.getOwner(data).getName()).filter(UNPRIVILEGED::contains);
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** Lets every user pass through a directory. */
    static void allowTraversal(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    }

    /** Whether the account owns {@code path}, as the server requires. */
    boolean isOwnerOf(Path path) throws IOException {
        return user.isEmpty() || Files.getOwner(path).getName().equals(user);
    }

    List<String> command(List<String> words) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(words);
        return all;
    }

    /** Makes the account the owner of a file or directory. */
    void takeOwnership(Path path) throws IOException {
        if (other) {
            Files.setOwner(
                    path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
        }
    }

    private static ServerAccount withAccessTo(Path home, ServerAccount account) {
        try {
            allowTraversal(home);
        } catch (IOException failure) {
            throw new UnavailableException(
                    "Cannot change the permissions of " + home + ": " + failure.getMessage(), failure);
        }
        if (!succeeds(home, account.command(List.of("test", "-x", home.toString())))) {
            throw new UnavailableException("PostgreSQL must run as the user " + account.user()
                    + ", who cannot enter " + home
                    + ". Set CODEBASE_MCP_HOME to a directory that all users can enter, such as"
                    + " one below /var/lib, or set CODEBASE_MCP_DATABASE_URL.");
        }
        return account;
    }

    private record Self(int uid, String name) {}

    private static Self self(Path home) {
        try {
            Path probe = Files.createTempFile(home, "owner-", ".tmp");
            try {
                return new Self(
                        (Integer) Files.getAttribute(probe, "unix:uid"),
                        Files.getOwner(probe).getName());
            } finally {
                Files.delete(probe);
            }
        } catch (IOException failure) {
            throw new UnavailableException(
                    "Cannot write to " + home + ": " + failure.getMessage() + "." + FileAdvice.of(failure), failure);
        }
    }

    private static Optional<String> groupOf(Path home, String user) {
        try {
            OsCommand.Result result = new OsCommand(List.of("id", "-g", user), home, TIMEOUT).run();
            return result.succeeded() ? Optional.of(result.output().strip()) : Optional.empty();
        } catch (UnavailableException noSuchProgram) {
            return Optional.empty();
        }
    }

    private static boolean succeeds(Path home, List<String> words) {
        try {
            return new OsCommand(words, home, TIMEOUT).run().succeeded();
        } catch (UnavailableException noSuchProgram) {
            return false;
        }
    }
}

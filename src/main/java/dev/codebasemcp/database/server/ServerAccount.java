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

/**
 * Whom PostgreSQL's programs run as. They refuse root; so for root they run in a user namespace where root has no name,
 * or, where that is forbidden, as an unprivileged user who then owns the data.
 *
 * @param prefix the words before each command
 * @param owner the other user, if there is one
 */
record ServerAccount(List<String> prefix, Optional<String> owner) {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final List<String> UNPRIVILEGED = List.of("postgres", "nobody");

    ServerAccount {
        prefix = List.copyOf(prefix);
    }

    /** The account to use for a server whose files are in {@code home}, which belongs to the current user. */
    static ServerAccount of(Path home, Platform platform) {
        if (platform.isWindows() || !isRoot(home)) {
            return new ServerAccount(List.of(), Optional.empty());
        }
        if (succeeds(home, List.of("unshare", "-U", "true"))) {
            return new ServerAccount(List.of("unshare", "-U"), Optional.empty());
        }
        return unprivileged(home);
    }

    /** The first unprivileged user that root can become on this machine and that can reach {@code home}. */
    static ServerAccount unprivileged(Path home) {
        for (String user : UNPRIVILEGED) {
            Optional<String> group = groupOf(home, user);
            if (group.isPresent()) {
                List<String> become =
                        List.of("setpriv", "--reuid=" + user, "--regid=" + group.get(), "--clear-groups", "--");
                return reaching(home, new ServerAccount(become, Optional.of(user)));
            }
        }
        throw new UnavailableException(
                "PostgreSQL does not run as root, and here neither a user namespace nor one of the"
                        + " users " + UNPRIVILEGED + " can be used; start this program as an ordinary user, or set"
                        + " CODEBASE_MCP_DATABASE_URL.");
    }

    List<String> command(List<String> words) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(words);
        return all;
    }

    /** Hands a file or directory over to the account. */
    void own(Path path) throws IOException {
        if (owner.isPresent()) {
            Files.setOwner(
                    path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner.get()));
        }
    }

    private static ServerAccount reaching(Path home, ServerAccount account) {
        try {
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
        } catch (IOException failure) {
            throw new UnavailableException(
                    "Cannot change the permissions of " + home + ": " + failure.getMessage(), failure);
        }
        if (!succeeds(home, account.command(List.of("test", "-x", home.toString())))) {
            throw new UnavailableException(
                    "PostgreSQL has to run as the user " + account.owner().orElse("")
                            + ", who cannot enter " + home
                            + "; set CODEBASE_MCP_HOME to a directory that all can enter, such as"
                            + " one below /var/lib, or set CODEBASE_MCP_DATABASE_URL.");
        }
        return account;
    }

    private static boolean isRoot(Path home) {
        try {
            Path probe = Files.createTempFile(home, "owner-", ".tmp");
            try {
                return Integer.valueOf(0).equals(Files.getAttribute(probe, "unix:uid"));
            } finally {
                Files.delete(probe);
            }
        } catch (IOException failure) {
            throw new UnavailableException("Cannot write to " + home + ": " + failure.getMessage(), failure);
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

package dev.codebasemcp.database.server;

import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the server from any state of a home directory, with repairs where possible, and logs in. The caller holds the server's
 * lock.
 */
final class ServerStart {
    private static final Logger LOG = LoggerFactory.getLogger(ServerStart.class);

    private final ServerFiles files;
    private final Platform platform;
    private final BooleanSupplier alone;

    /** Prepares a start; {@code alone} tests whether no other process uses the server. */
    ServerStart(ServerFiles files, Platform platform, BooleanSupplier alone) {
        this.files = files;
        this.platform = platform;
        this.alone = alone;
    }

    /**
     * How to connect to the running server; empty if there is none.
     *
     * @throws UnavailableException if it rejects this program's login and other processes use it
     */
    Optional<ConnectionDetails> running() {
        Optional<LivingPostmaster> server = LivingPostmaster.on(files.data());
        if (server.isEmpty()) {
            return Optional.empty();
        }
        Optional<ConnectionDetails> details = Login.details(server.get(), files);
        Login login = details.map(found -> Login.attempt(found, files)).orElse(Login.WRONG_PASSWORD);
        if (login == Login.ACCEPTED) {
            return details;
        }
        if (LivingPostmaster.on(files.data()).isPresent() && !alone.getAsBoolean()) {
            throw new UnavailableException("The embedded PostgreSQL in " + files.home()
                    + (login == Login.WRONG_PASSWORD
                            ? " does not accept the password in " + files.passwordFile()
                                    + ", and other processes use it. Restore the file, or end all codebase-mcp processes"
                                    + " and start again: the server then gets a new password. The database is unchanged."
                            : " does not answer, and other processes use it. Try again; if that does not help, end all"
                                    + " codebase-mcp processes and start again. Its log is " + files.log() + "."));
        }
        return Optional.empty();
    }

    /** Starts the server, which is stopped or unusable. */
    ConnectionDetails start() {
        ServerBinaries binaries = ServerBinaries.unpack(files, platform);
        ServerAccount account = ServerAccount.of(files, platform);
        try {
            try {
                return start(binaries, account);
            } catch (StartFailure failure) {
                if (!binaries.mayHaveCaused(failure.output()) || !binaries.repair()) {
                    throw failure;
                }
                return start(binaries, account);
            }
        } catch (StartFailure failure) {
            throw failure.explained(files);
        } catch (IOException failure) {
            throw new UnavailableException(
                    "Cannot start the database server in " + files.home() + ": " + failure + "."
                            + FileAdvice.of(failure),
                    failure);
        }
    }

    private ConnectionDetails start(ServerBinaries binaries, ServerAccount account) throws IOException, StartFailure {
        Postmaster postmaster = new Postmaster(files, binaries, account);
        DataDirectory data = new DataDirectory(files, binaries, account);
        LivingPostmaster.on(files.data()).map(LivingPostmaster::pid).ifPresent(postmaster::stop);
        postmaster.clearPidFile();
        data.prepare();
        LivingPostmaster server = postmaster.start();
        ConnectionDetails details = Login.details(server, files).orElseThrow();
        Login login = Login.attempt(details, files);
        if (login == Login.WRONG_PASSWORD) {
            LOG.warn("The server does not accept the password in {}; changing its password", files.passwordFile());
            postmaster.stop(server.pid());
            data.setPassword();
            server = postmaster.start();
            details = Login.details(server, files).orElseThrow();
            login = Login.attempt(details, files);
        }
        if (login != Login.ACCEPTED) {
            throw new StartFailure("The server, process " + server.pid() + ", does not answer (" + login + ").");
        }
        return details;
    }
}

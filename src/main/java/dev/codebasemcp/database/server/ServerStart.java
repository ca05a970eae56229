package dev.codebasemcp.database.server;

import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From whatever a home directory holds to a server that lets this program in: unpacks and mends what can be mended. The
 * caller holds the server's lock.
 */
final class ServerStart {
    private static final Logger LOG = LoggerFactory.getLogger(ServerStart.class);

    private final ServerFiles files;
    private final Platform platform;
    private final BooleanSupplier alone;

    /** A start; {@code alone} tells whether no other process uses the server. */
    ServerStart(ServerFiles files, Platform platform, BooleanSupplier alone) {
        this.files = files;
        this.platform = platform;
        this.alone = alone;
    }

    /**
     * How to connect to the server that runs; empty if none does.
     *
     * @throws UnavailableException if it does not let this program in, and others use it
     */
    Optional<ConnectionDetails> running() {
        Optional<LivingPostmaster> server = LivingPostmaster.on(files.data());
        if (server.isEmpty()) {
            return Optional.empty();
        }
        Optional<ConnectionDetails> details = Login.details(server.get(), files);
        Login login = details.map(found -> Login.by(found, files)).orElse(Login.WRONG_PASSWORD);
        if (login == Login.ACCEPTED) {
            return details;
        }
        if (LivingPostmaster.on(files.data()).isPresent() && !alone.getAsBoolean()) {
            throw new UnavailableException("The embedded PostgreSQL in " + files.home()
                    + (login == Login.WRONG_PASSWORD
                            ? " has another password than the one in " + files.passwordFile()
                                    + ", and other processes use it. Put the file back, or end all codebase-mcp processes"
                                    + " and start again: the server then gets a new password. The database is as it was."
                            : " does not answer, and other processes use it. Try again; if that does not help, end all"
                                    + " codebase-mcp processes and start again. Its log is " + files.log() + "."));
        }
        return Optional.empty();
    }

    /** Starts the server, which does not run, or runs and cannot be used. */
    ConnectionDetails start() {
        ServerBinaries binaries = ServerBinaries.unpack(files, platform);
        ServerAccount account = ServerAccount.of(files, platform);
        try {
            try {
                return start(binaries, account);
            } catch (StartFailure failure) {
                if (!binaries.areSuspectedIn(failure.trouble()) || !binaries.mend()) {
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
        Login login = Login.by(details, files);
        if (login == Login.WRONG_PASSWORD) {
            LOG.warn("The server has another password than the one in {}, and gets that", files.passwordFile());
            postmaster.stop(server.pid());
            data.setPassword();
            server = postmaster.start();
            details = Login.details(server, files).orElseThrow();
            login = Login.by(details, files);
        }
        if (login != Login.ACCEPTED) {
            throw new StartFailure("The server, process " + server.pid() + ", does not answer (" + login + ").");
        }
        return details;
    }
}

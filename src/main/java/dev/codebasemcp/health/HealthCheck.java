package dev.codebasemcp.health;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.PoolStats;
import dev.codebasemcp.database.registry.RegistryStats;
import dev.codebasemcp.database.registry.WriteProbe;
import dev.codebasemcp.embedding.Embedder;
import dev.codebasemcp.files.FileFault;
import dev.codebasemcp.model.CodebaseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks everything that requests depend on; caches nothing. Thread-safe. */
public final class HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(HealthCheck.class);

    private final Databases databases;
    private final Supplier<Embedder> embedder;
    private final Path home;

    /** Creates a check for a process whose files are below {@code home}. */
    public HealthCheck(Databases databases, Supplier<Embedder> embedder, Path home) {
        this.databases = databases;
        this.embedder = embedder;
        this.home = home;
    }

    /** Returns the current state; waits for a starting server. Never throws. */
    public HealthReport check() {
        HealthFindings findings = new HealthFindings();
        Optional<String> model = model(findings);
        Optional<HealthReport.Backend> backend = backend(findings);
        PoolStats connections = databases.stats();
        backend.ifPresent(found -> {
            findings.judge(found.registry());
            findings.judge(found.server());
        });
        findings.judge(connections);
        judgeDisk(findings);
        return new HealthReport(findings.status(), findings.reasons(), connections, backend, model);
    }

    private Optional<HealthReport.Backend> backend(HealthFindings findings) {
        try {
            RegistryStats registry = RegistryStats.read(databases.registry());
            judgeServer(findings);
            return Optional.of(new HealthReport.Backend(
                    databases.describeServer(), databases.serverStats(), databases.flavourOfNew(), registry));
        } catch (CodebaseException failure) {
            findings.addFailure(String.valueOf(failure.getMessage()));
            return Optional.empty();
        }
    }

    /** Checks writes too: a server that answers may be a standby, fenced by its administrator, or behind a pooler. */
    private void judgeServer(HealthFindings findings) {
        try {
            databases.check();
            WriteProbe.run(databases.registry());
        } catch (CodebaseException failure) {
            findings.addFailure(String.valueOf(failure.getMessage()));
        }
    }

    private Optional<String> model(HealthFindings findings) {
        try {
            return Optional.of(embedder.get().model());
        } catch (RuntimeException failure) {
            LOG.error("The embedding model cannot be loaded", failure);
            findings.addFailure(
                    "The embedding model cannot be loaded (" + failure.getMessage() + "); install codebase-mcp again.");
            return Optional.empty();
        }
    }

    private void judgeDisk(HealthFindings findings) {
        try {
            findings.judgeDisk(home, Files.getFileStore(home).getUsableSpace());
        } catch (IOException failure) {
            findings.addWarning(home + " cannot be looked at (" + FileFault.words(failure) + "); make it readable.");
        }
    }
}

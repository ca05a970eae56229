package dev.codebasemcp.database.registry;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import java.sql.Savepoint;

/** Finds out whether the registry takes writes, by one that is rolled back. */
public final class WriteProbe {
    private WriteProbe() {}

    /**
     * Writes into {@code registry} and takes it back; nobody sees it.
     *
     * @throws dev.codebasemcp.model.UnavailableException if that cannot be done, with the cause
     */
    public static void run(Database registry) {
        ProjectId nobody = ProjectId.random();
        registry.write(connection -> {
            Savepoint before = connection.setSavepoint();
            int written = Rows.update(
                    connection,
                    "INSERT INTO projects (id, name, database_name, state, created_at, updated_at)"
                            + " VALUES (?, ?, ?, 'creating', now(), now())",
                    nobody.value(),
                    "probe " + nobody,
                    DatabaseName.of("probe", nobody).value());
            connection.rollback(before);
            return written;
        });
    }
}

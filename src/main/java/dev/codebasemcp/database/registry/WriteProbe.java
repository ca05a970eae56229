package dev.codebasemcp.database.registry;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import java.sql.Savepoint;

/** Checks whether the registry takes writes, with a write that it rolls back. */
public final class WriteProbe {
    private WriteProbe() {}

    /**
     * Writes to {@code registry} and rolls back, so no other transaction sees it.
     *
     * @throws dev.codebasemcp.model.UnavailableException with the cause, if the write fails
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

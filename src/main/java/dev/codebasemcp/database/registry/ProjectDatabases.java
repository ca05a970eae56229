package dev.codebasemcp.database.registry;

import dev.codebasemcp.database.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The databases of projects as the server lists them, whatever the registry says. Safe for threads. */
public final class ProjectDatabases {
    private final Supplier<Database> registry;

    public ProjectDatabases(Supplier<Database> registry) {
        this.registry = registry;
    }

    /** The bytes on disk of each project database there is, by its name. */
    public Map<String, Long> sizes() {
        return registry.get().query(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                            select datname, pg_database_size(oid) from pg_database
                            where starts_with(datname::text, 'cb_proj_')""");
                    ResultSet rows = select.executeQuery()) {
                Map<String, Long> sizes = new HashMap<>();
                while (rows.next()) {
                    sizes.put(rows.getString(1), rows.getLong(2));
                }
                return sizes;
            }
        });
    }
}

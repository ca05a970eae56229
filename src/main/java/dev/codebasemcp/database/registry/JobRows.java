package dev.codebasemcp.database.registry;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.ProjectId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads rows of the table of jobs. */
final class JobRows {
    static final String COLUMNS = """
            id, project_id, database_name, directory, machine_id, force, status, message, phase, files_total, files_scanned,
            files_indexed, files_skipped, files_deleted, files_failed, chunks_created, failed_paths, failure_causes,
            created_at, started_at, completed_at, resumed_by, skip_reasons, skip_counts
            """;

    static final String SELECT = "SELECT " + COLUMNS + " FROM jobs\n";

    private JobRows() {}

    static List<JobRow> select(Connection connection, String sql, @Nullable Object... arguments) throws SQLException {
        try (PreparedStatement statement = Rows.prepare(connection, sql, arguments);
                ResultSet rows = statement.executeQuery()) {
            List<JobRow> found = new ArrayList<>();
            while (rows.next()) {
                found.add(row(rows));
            }
            return found;
        }
    }

    private static JobRow row(ResultSet row) throws SQLException {
        return new JobRow(
                new JobId(row.getObject("id", UUID.class)),
                new JobRow.Work(
                        new ProjectId(row.getObject("project_id", UUID.class)),
                        new DatabaseName(row.getString("database_name")),
                        row.getString("directory"),
                        row.getBoolean("force"),
                        Optional.ofNullable(row.getObject("machine_id", UUID.class))
                                .map(MachineId::new)),
                row.getString("status"),
                new JobStateRow(row.getString("message"), row.getString("phase"), counts(row), failures(row)),
                new JobRow.Times(
                        Rows.instant(row, "created_at").orElseThrow(),
                        Rows.instant(row, "started_at"),
                        Rows.instant(row, "completed_at")),
                Optional.ofNullable(row.getObject("resumed_by", UUID.class)).map(JobId::new));
    }

    private static JobStateRow.JobCounts counts(ResultSet row) throws SQLException {
        return new JobStateRow.JobCounts(
                row.getInt("files_total"),
                row.getInt("files_scanned"),
                row.getInt("files_indexed"),
                skipped(row),
                row.getInt("files_deleted"),
                row.getInt("files_failed"),
                row.getLong("chunks_created"));
    }

    private static Map<String, Integer> skipped(ResultSet row) throws SQLException {
        String[] reasons = texts(row.getArray("skip_reasons"));
        Integer[] counts = (Integer[]) row.getArray("skip_counts").getArray();
        Map<String, Integer> skipped = new TreeMap<>();
        for (int i = 0; i < reasons.length; i++) {
            skipped.put(reasons[i], counts[i]);
        }
        return skipped;
    }

    private static List<JobStateRow.FailedFile> failures(ResultSet row) throws SQLException {
        String[] paths = texts(row.getArray("failed_paths"));
        String[] causes = texts(row.getArray("failure_causes"));
        List<JobStateRow.FailedFile> failures = new ArrayList<>();
        for (int i = 0; i < paths.length; i++) {
            failures.add(new JobStateRow.FailedFile(paths[i], causes[i]));
        }
        return failures;
    }

    private static String[] texts(Array array) throws SQLException {
        return (String[]) array.getArray();
    }
}

package dev.codebasemcp.database.registry;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.FileFailure;
import dev.codebasemcp.model.Job;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobPhase;
import dev.codebasemcp.model.JobProgress;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.JobStatus;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.SkipReason;
import dev.codebasemcp.paths.PathText;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads rows of the jobs table. */
final class JobRows {
    static final String COLUMNS = """
            id, project_id, database_name, directory, machine_id, force, status, message, phase, files_total, files_scanned,
            files_indexed, files_skipped, files_deleted, files_failed, chunks_created, failed_paths, failure_causes,
            created_at, started_at, completed_at, resumed_by, skip_reasons, skip_counts
            """;

    static final String SELECT = "SELECT " + COLUMNS + " FROM jobs\n";

    private JobRows() {}

    static List<JobReport> select(Connection connection, String sql, @Nullable Object... arguments)
            throws SQLException {
        try (PreparedStatement statement = Rows.prepare(connection, sql, arguments);
                ResultSet rows = statement.executeQuery()) {
            List<JobReport> found = new ArrayList<>();
            while (rows.next()) {
                found.add(row(rows));
            }
            return found;
        }
    }

    static JobReport row(ResultSet row) throws SQLException {
        return new JobReport(
                new Job(
                        new JobId(row.getObject("id", UUID.class)),
                        new ProjectId(row.getObject("project_id", UUID.class)),
                        new DatabaseName(row.getString("database_name")),
                        PathText.stored(row.getString("directory")),
                        row.getBoolean("force"),
                        Optional.ofNullable(row.getObject("machine_id", UUID.class))
                                .map(MachineId::new)),
                JobStatus.ofLabel(row.getString("status")),
                row.getString("message"),
                progress(row),
                failures(row),
                Rows.instant(row, "created_at").orElseThrow(),
                Rows.instant(row, "started_at"),
                Rows.instant(row, "completed_at"),
                Optional.ofNullable(row.getObject("resumed_by", UUID.class)).map(JobId::new));
    }

    private static JobProgress progress(ResultSet row) throws SQLException {
        return new JobProgress(
                JobPhase.ofLabel(row.getString("phase")),
                row.getInt("files_total"),
                row.getInt("files_scanned"),
                row.getInt("files_indexed"),
                skipped(row),
                row.getInt("files_deleted"),
                row.getInt("files_failed"),
                row.getLong("chunks_created"));
    }

    private static Map<SkipReason, Integer> skipped(ResultSet row) throws SQLException {
        String[] reasons = texts(row.getArray("skip_reasons"));
        Integer[] counts = (Integer[]) row.getArray("skip_counts").getArray();
        Map<SkipReason, Integer> skipped = new EnumMap<>(SkipReason.class);
        for (int i = 0; i < reasons.length; i++) {
            skipped.merge(SkipReason.ofLabel(reasons[i]), counts[i], Integer::sum);
        }
        return skipped;
    }

    private static List<FileFailure> failures(ResultSet row) throws SQLException {
        String[] paths = texts(row.getArray("failed_paths"));
        String[] causes = texts(row.getArray("failure_causes"));
        List<FileFailure> failures = new ArrayList<>();
        for (int i = 0; i < paths.length; i++) {
            failures.add(new FileFailure(paths[i], causes[i]));
        }
        return failures;
    }

    private static String[] texts(Array array) throws SQLException {
        return (String[]) array.getArray();
    }
}

package dev.codebasemcp.database.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.UnavailableException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@OneFlavour
class StoppableStatementTest {
    /** Long enough to be told from a statement that was ended, and short enough if it was not. */
    private static final String LONG = "select pg_sleep(60)";

    @PostgresTest
    void aStatementEndsAsSoonAsItShouldStop(Databases databases) {
        Database database = database(databases);
        AtomicInteger looks = new AtomicInteger();

        assertThatThrownBy(() -> execute(database, LONG, () -> looks.incrementAndGet() > 3))
                .isInstanceOf(WriteStopped.class);

        assertThat(execute(database, "select 1", () -> false)).isTrue();
    }

    @PostgresTest
    void aFailureOfItsOwnIsToldAsOne(Databases databases) {
        Database database = database(databases);

        assertThatThrownBy(() -> execute(database, "select pg_cancel_backend(pg_backend_pid())", () -> false))
                .isInstanceOf(UnavailableException.class);
    }

    private static Database database(Databases databases) {
        return databases.create(DatabaseName.of("stoppable", ProjectId.random()));
    }

    private static boolean execute(Database database, String sql, BooleanSupplier stop) {
        return database.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                StoppableStatement.execute(statement, sql, stop);
                return true;
            }
        });
    }
}

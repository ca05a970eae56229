package dev.codebasemcp.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.codebasemcp.config.DatabaseUrl;
import dev.codebasemcp.database.server.ConnectionDetails;
import dev.codebasemcp.database.server.ExternalServer;
import dev.codebasemcp.model.TransientFailureException;
import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people are told of servers that cannot be used: the true cause, and the next step. */
@Timeout(120)
@OneFlavour
class ServerTroubleTest {
    @ParameterizedTest
    @CsvSource({
        "42501, permission denied to create database, CREATEDB",
        "42501, permission denied for schema public, 'GRANT USAGE, CREATE ON SCHEMA'",
        "42501, permission denied for database shop, GRANT CONNECT",
        "42501, permission denied to create extension \"vector\", trusted",
        "42501, permission denied for table jobs, OWNER TO",
        "42501, must be owner of table jobs, OWNER TO",
        "42501, keine Berechtigung, CREATEDB",
        "53300, 'sorry, too many clients already', max_connections",
        "53300, too many connections for role \"me\", ALTER ROLE … CONNECTION LIMIT",
        "53300, too many connections for database \"x\", ALTER DATABASE … CONNECTION LIMIT",
        "28P01, password authentication failed, PGPASSWORD",
        "28000, no pg_hba.conf entry for host, pg_hba.conf",
        "28000, role \"me\" does not exist, CREATE ROLE",
        "28000, role \"me\" is not permitted to log in, ALTER ROLE … LOGIN",
        "3D000, database \"x\" does not exist, CODEBASE_MCP_DATABASE_URL",
        "53100, No space left on device, Free space",
        "53200, out of memory, memory",
        "57014, canceling statement due to statement timeout, statement_timeout",
        "55006, database is being accessed by other users, Other clients",
        "57P03, the database system is starting up, in a moment",
        "25006, cannot execute INSERT in a read-only transaction, takes no writes",
        "26000, prepared statement \"S_1\" does not exist, pool_mode = session",
        "34000, portal \"C_1\" does not exist, pool_mode = session",
        "08004, The server does not support SSL., sslmode",
        "08P01, Protocol error.  Session setup failed., does not speak as PostgreSQL",
        "XX001, invalid page in block 0, damaged data",
        "57P05, terminating connection due to idle-session timeout, idle-session",
        "58030, could not read block, could not read block"
    })
    void eachFailureOfAServerHasItsNextStep(String state, String message, String step) {
        assertThat(SqlFailures.translate("shop", new SQLException(message, state)))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(step);
    }

    @ParameterizedTest
    @CsvSource({"42601", "23502", "22P02", "0A000", "XX000"})
    void aWrongStatementStaysABug(String state) {
        assertThat(SqlFailures.translate("shop", new SQLException("syntax error", state)))
                .isInstanceOf(SqlBugException.class);
    }

    @Test
    void whatThePoolSaysOfAClosedConnectionIsALostOne() {
        assertThat(SqlFailures.translate("shop", new SQLException("Connection is closed")))
                .isInstanceOf(TransientFailureException.class);
        SQLException wrapped = new SQLException("COPY failed", new IOException("Broken pipe"));
        assertThat(SqlFailures.translate("shop", wrapped)).isInstanceOf(TransientFailureException.class);
    }

    @PostgresTest
    void whoeverDoesNotAnswerAsPostgresIsNamed(PostgresFixture fixture) throws Exception {
        assertThat(refusal(fixture, "postgresql://me:secret@nowhere.invalid/x"))
                .contains("there is no host nowhere.invalid", "Correct the host");
        assertThat(refusal(fixture, "postgresql://me:secret@127.0.0.1:1/x"))
                .contains("127.0.0.1:1", "refused", "Start the server");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (ServerSocket web = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            thread.execute(() -> answerAsTheWebDoes(web));
            String url = "postgresql://me:secret@127.0.0.1:" + web.getLocalPort() + "/x?sslmode=disable";
            assertThat(refusal(fixture, url)).contains("does not speak as PostgreSQL does");
        } finally {
            thread.shutdownNow();
        }
    }

    @PostgresTest
    void aRoleThatIsRefusedIsToldWhatItLacks(PostgresFixture fixture) throws Exception {
        String role = "trouble_" + ProcessHandle.current().pid() + "_"
                + fixture.flavour().name().toLowerCase(Locale.ROOT);
        execute(fixture, "CREATE ROLE " + role + " LOGIN CREATEDB CONNECTION LIMIT 0 PASSWORD 'right'");
        try {
            assertThat(refusal(fixture, role, "wrong"))
                    .contains("password", "PGPASSWORD")
                    .doesNotContain("wrong");
            assertThat(refusal(fixture, role, "")).contains("password");
            assertThat(refusal(fixture, role, "right"))
                    .contains("too many connections for role", "ALTER ROLE … CONNECTION LIMIT");
        } finally {
            execute(fixture, "DROP ROLE " + role);
        }
    }

    private static void answerAsTheWebDoes(ServerSocket web) {
        try {
            while (true) {
                try (Socket client = web.accept()) {
                    client.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static String refusal(PostgresFixture fixture, String role, String password) {
        ConnectionDetails server = fixture.connection();
        Map<String, String> parameters = new HashMap<>(server.parameters());
        return refusal(
                fixture,
                new DatabaseUrl(
                        server.host(), server.port(), role, password, server.maintenanceDatabase(), parameters));
    }

    private static String refusal(PostgresFixture fixture, String url) {
        return refusal(fixture, DatabaseUrl.parse(url));
    }

    private static String refusal(PostgresFixture fixture, DatabaseUrl url) {
        Databases databases = fixture.open(() -> new ExternalServer(url), fixture.options());
        long begin = System.nanoTime();
        UnavailableException failure = catchThrowableOfType(UnavailableException.class, databases::registry);
        assertThat(System.nanoTime() - begin)
                .as("the pool's timeout is not waited for")
                .isLessThan(fixture.options().timeout().toNanos());
        assertThat(failure.getMessage()).doesNotContain("secret");
        return String.valueOf(failure.getMessage());
    }

    private static void execute(PostgresFixture fixture, String sql) throws SQLException {
        ConnectionDetails server = fixture.connection();
        try (Connection connection = server.open(server.maintenanceDatabase());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

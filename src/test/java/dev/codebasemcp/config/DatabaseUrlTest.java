package dev.codebasemcp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGProperty;

class DatabaseUrlTest {
    @Test
    void bothFormsMeanTheSame() {
        DatabaseUrl expected = new DatabaseUrl("host", 6000, "me", "p@ss+word", "main", Map.of("sslmode", "require"));

        assertThat(DatabaseUrl.parse("postgresql://me:p%40ss+word@host:6000/main?sslmode=require"))
                .isEqualTo(expected);
        assertThat(DatabaseUrl.parse("postgres://me:p%40ss%2Bword@host:6000/main?sslmode=require"))
                .isEqualTo(expected);
        assertThat(DatabaseUrl.parse("jdbc:postgresql://host:6000/main?user=me&password=p%40ss%2Bword&sslmode=require"))
                .isEqualTo(expected);
    }

    @Test
    void portDatabaseAndPasswordMayBeMissing() {
        assertThat(DatabaseUrl.parse("postgresql://me@[::1]"))
                .isEqualTo(new DatabaseUrl("::1", 5432, "me", "", "postgres", Map.of()));
    }

    @Test
    void libpqsNamesBecomeTheDrivers() {
        assertThat(DatabaseUrl.parse("postgresql://me@h/?connect_timeout=3&application_name=x")
                        .parameters())
                .isEqualTo(Map.of("connectTimeout", "3", "ApplicationName", "x"));
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://me:secret@host/x, does not begin with postgresql://",
        "postgresql://host/x?password=secret, names no user",
        "postgresql://me:sec ret@host/x, is no URL",
        "postgresql://me:sec%zzret@host/x, is no URL",
        "postgresql://me:secret@host/x?sslmod=require, 'there is no parameter ''sslmod''; did you mean ''sslmode''?'",
        "postgresql://me:secret@host/x?SSLMODE=require, did you mean 'sslmode'",
        "postgresql://me:secret@host/x?connectTimeOut=3, did you mean 'connectTimeout'",
        "postgresql://me:secret@host/x?sslmode=on, 'allow, disable, prefer'",
        "postgresql://me:secret@host/x?target_session_attrs=writable, 'primary, read-only, read-write'",
        "postgresql://me:secret@host/x?connect_timeout=soon, whole number",
        "postgresql://me:secret@host/x?currentSchema=mine, 'currentSchema'' cannot be used'",
        "postgresql://me:secret@host/x?readOnly=true, 'readOnly'' cannot be used'",
        "postgresql://me:secret@host/x?sslmode, no value",
        "postgresql://me:secret@host:70000/x, 65535",
        "'postgresql://me:secret@a:1,b:2,c/x?port=1,2', 'names 3 hosts, but 2 ports'",
        "postgresql://me:secret@%2Fvar%2Frun/x, Unix socket",
        "postgresql://me:secret@host/x?service=nowhere, there is no service 'nowhere'"
    })
    void aFaultIsNamedWithoutTheUrl(String text, String fault) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(fault)
                .hasMessageNotContaining("sec")
                .hasNoCause();
    }

    @Test
    void severalHostsAreTakenInTheirOrder() {
        DatabaseUrl url =
                DatabaseUrl.parse("postgresql://me:pw@one,[::2]:6000,three/x?target_session_attrs=read-write");
        assertThat(url.host()).isEqualTo("one:5432,[::2]:6000,three:5432");
        assertThat(url.parameters()).isEqualTo(Map.of("targetServerType", "primary"));
        assertThat(url).hasToString("postgresql://me:***@one:5432,[::2]:6000,three:5432/x");
        assertThat(DatabaseUrl.parse("jdbc:postgresql://one:1,two:2/x?user=me&targetServerType=primary")
                        .host())
                .isEqualTo("one:1,two:2");
    }

    @Test
    void whatTheUrlLeavesOutComesFromTheServiceAndThenFromTheEnvironment(@TempDir Path folder) throws IOException {
        Path services = Files.writeString(
                folder.resolve("services.conf"),
                "# mine\n[other]\nhost=elsewhere\n[shop]\nhost=db.example.org\nuser=clerk\nconnect_timeout = 7\n");
        Map<String, String> environment = Map.of(
                "PGSERVICEFILE", services.toString(),
                "PGHOST", "unused",
                "PGPORT", "6001",
                "PGUSER", "unused",
                "PGPASSWORD", "a secret",
                "PGDATABASE", "main",
                "PGSSLMODE", "require",
                "PGTARGETSESSIONATTRS", "read-write");

        assertThat(DatabaseUrl.parse("postgresql:///?service=shop&connect_timeout=3", environment))
                .isEqualTo(new DatabaseUrl(
                        "db.example.org",
                        6001,
                        "clerk",
                        "a secret",
                        "main",
                        Map.of("connectTimeout", "3", "sslmode", "require", "targetServerType", "primary")));
        assertThat(DatabaseUrl.parse("postgresql://", Map.of("PGUSER", "me", "PGPASSWORD", "pw")))
                .isEqualTo(new DatabaseUrl("localhost", 5432, "me", "pw", "postgres", Map.of()));
        assertThat(DatabaseUrl.parse("postgresql://me@h/", Map.of("PGPASSFILE", "/a/file"))
                        .parameters())
                .isEqualTo(Map.of("passfile", "/a/file"));
    }

    @Test
    void everyParameterOfTheDriverIsKnown() {
        for (PGProperty property : PGProperty.values()) {
            assertThatCode(() -> tried(property.getName())).doesNotThrowAnyException();
        }
    }

    /** Asserts that a parameter is known: accepted, refused with its own reason, or invalid only in its value. */
    private static void tried(String name) {
        try {
            DatabaseUrl.parse("postgresql://me@h/?" + name + "=1");
        } catch (IllegalArgumentException refused) {
            boolean internal = Set.of(
                            "PGDBNAME",
                            "PGHOST",
                            "PGPORT",
                            "connectExecutor",
                            "connectExecutorArg",
                            "classLoaderStrategy",
                            "flushCacheOnDdl",
                            "pemKeyAlgorithm",
                            "reWriteBatchedInsertsSize")
                    .contains(name);
            if (String.valueOf(refused.getMessage()).startsWith("there is no parameter") && !internal) {
                throw refused;
            }
        }
    }
}

package dev.codebasemcp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "'postgresql://me:secret@one:1,two:2/x', no host"
    })
    void aFaultIsNamedWithoutTheUrl(String text, String fault) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(fault)
                .hasMessageNotContaining("sec")
                .hasNoCause();
    }
}

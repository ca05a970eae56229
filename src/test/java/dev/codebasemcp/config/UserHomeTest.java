package dev.codebasemcp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserHomeTest {
    @Test
    void whereJavaKnowsNoHomeTheEnvironmentTells() {
        assertThat(UserHome.among("/home/ann", "/elsewhere"))
                .containsExactly(Path.of("/home/ann"), Path.of("/elsewhere"));
        assertThat(UserHome.among("?", "/elsewhere")).containsExactly(Path.of("/elsewhere"));
        assertThat(UserHome.among("", "/elsewhere")).containsExactly(Path.of("/elsewhere"));
    }

    @Test
    void aHomeIsNeverRelative() {
        assertThat(UserHome.among("?", "")).isEmpty();
        assertThat(UserHome.among("?", "home")).isEmpty();
        assertThat(UserHome.among("?", "~")).isEmpty();
        assertThat(UserHome.among("\0", "?")).isEmpty();
    }

    @Test
    void theUsualHomeIsTheUsersOwn() {
        assertThat(UserHome.of(Map.of("HOME", "/elsewhere"))).contains(Path.of(System.getProperty("user.home")));
        assertThat(UserHome.all(Map.of("HOME", "/elsewhere")))
                .containsExactly(Path.of(System.getProperty("user.home")), Path.of("/elsewhere"));
    }
}

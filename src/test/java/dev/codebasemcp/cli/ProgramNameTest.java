package dev.codebasemcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramNameTest {
    @ParameterizedTest
    @CsvSource({
        "target/codebase-mcp.jar, , java -jar target/codebase-mcp.jar",
        "/opt/code base.jar, , 'java -jar \"/opt/code base.jar\"'",
        "/opt/app/codebase-mcp.jar, /opt/bin/codebase-mcp, codebase-mcp",
        "a.jar:b.jar, , codebase-mcp",
        "classes, , codebase-mcp"
    })
    void isWhatTheUserTyped(String classPath, String launcher, String expected) {
        Properties properties = new Properties();
        properties.setProperty("java.class.path", classPath.replace(":", System.getProperty("path.separator")));
        if (launcher != null) {
            properties.setProperty("jpackage.app-path", launcher);
        }

        assertThat(ProgramName.of(properties)).isEqualTo(expected);
    }
}

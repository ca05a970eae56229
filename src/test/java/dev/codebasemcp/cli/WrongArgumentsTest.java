package dev.codebasemcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.model.RejectedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Arguments that are wrong whatever is indexed end a command with code 2, before it does anything. */
class WrongArgumentsTest {
    private final StringWriter err = new StringWriter();
    private final List<String> used = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            search x --language pythn                  | --language: "pythn" is not known; did you mean python?
            search x --file-type src/*.py              | --file-type: "src/*.py" is not an extension
            search x --content cod,nonsense            | "--content" is [cod, nonsense]
            search x --projects a,b --project a        | Give either --projects or --project, not both.
            search x --projects a --repository b       | Give either --projects or --repository, not both.
            search x --content ,                       | --content has no value; give one, or leave it out
            search x --content code --content ,        | --content has no value
            search x --projects=                       | --projects has no value
            search x --projects ,,                     | --projects has no value
            search x --language=                       | --language has no value
            search x --file-type=                      | --file-type has no value
            search x --directory=                      | --directory has no value
            search x --project=                        | "--project" is ""
            search x --repository=                     | "--repository" is ""
            search x --limit 51                        | "--limit" is 51
            projects tag shop two/words                | The tag "two/words" is not valid
            projects untag shop -- -                   | The tag "-" is not valid
            projects create 123e4567-e89b-12d3-a456-426614174000         | looks like a project id
            projects rename a 123e4567-e89b-12d3-a456-426614174000       | looks like a project id
            projects init --name 123e4567-e89b-12d3-a456-426614174000    | looks like a project id
            """)
    void areRefusedAtOnce(String command, String message) {
        int code = run(command.split(" "));

        assertThat(err.toString()).contains(message);
        assertThat(code).isEqualTo(2);
        assertThat(used).containsOnly("close");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ui --no-open", "search x", "projects", "status"})
    void anInvalidSettingIsAsWrong(String command) {
        CommandLine line = Commands.line(
                () -> {
                    throw new RejectedException("CODEBASE_MCP_LOG_LEVEL is 'loud'.");
                },
                () -> 0,
                "1");
        line.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err));

        assertThat(line.execute(command.split(" "))).isEqualTo(2);
        assertThat(err.toString().strip()).isEqualTo("CODEBASE_MCP_LOG_LEVEL is 'loud'.");
    }

    private int run(String... arguments) {
        Services services = (Services) Proxy.newProxyInstance(
                Services.class.getClassLoader(), new Class<?>[] {Services.class}, (proxy, method, given) -> {
                    used.add(method.getName());
                    return switch (method.getName()) {
                        case "close" -> null;
                        default -> throw new IllegalStateException("used " + method.getName());
                    };
                });
        CommandLine line = Commands.line(() -> services, () -> 0, "1");
        line.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err));
        return line.execute(arguments);
    }
}

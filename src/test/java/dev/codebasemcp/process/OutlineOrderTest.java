package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the outline of a directory shows first. */
@Timeout(240)
class OutlineOrderTest {
    private static final int CALLERS = 25;

    @Test
    void theTypesThatOtherFilesUseMostComeFirstThoughTheirNamesAreCommonWords(@TempDir Path folder) {
        SampleRepository tree = SampleRepository.in(folder.resolve("ordered")).named("ordered");
        tree.write("src/main/shop/Command.java", "package shop;\n\npublic class Command {\n    void run() {}\n}\n");
        tree.write("src/main/shop/Event.java", "package shop;\n\npublic class Event {}\n");
        tree.write("src/main/shop/RareThing.java", "package shop;\n\npublic class RareThing {}\n");
        tree.write("src/test/shop/OrderHelper.java", "package shop;\n\nclass OrderHelper {}\n");
        tree.write("Makefile", "command:\n\techo event\n");
        tree.write("tool/setup.py", "def command_event():\n    pass\n");
        for (int i = 0; i < CALLERS; i++) {
            tree.write("src/main/shop/Caller" + i + ".java", """
                    package shop;

                    // The command after an event, as in command_event.
                    class CallerNUMBER {
                        private final Command command = new Command();
                        private final OrderHelper helper = new OrderHelper();
                    }
                    """.replace("NUMBER", String.valueOf(i)));
        }

        try (ServerSession session = ServerSession.start(tree.root(), Map.of("CODEBASE_MCP_ANSWERS", "structured"))) {
            session.index(tree.root());
            JsonNode all = session.ask("get_outline", Map.of("path", "."));
            JsonNode few = session.ask("get_outline", Map.of("path", ".", "max_tokens", 250));

            assertThat(all.path("definitions").path(0).path("symbol").asText()).isEqualTo("Command");
            assertThat(all.path("definitions").findValuesAsText("symbol"))
                    .containsSubsequence("Command", "Event", "OrderHelper", "command_event")
                    .containsSubsequence("Caller0", "command");
            assertThat(few.path("definitions").path(0).path("symbol").asText()).isEqualTo("Command");
            assertThat(few.path("definitions").path(0).path("uses_are_about").asBoolean())
                    .isTrue();
        }
    }
}

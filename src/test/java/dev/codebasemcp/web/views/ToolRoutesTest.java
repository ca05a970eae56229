package dev.codebasemcp.web.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.CallStats;
import dev.codebasemcp.mcp.Parameter;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolCatalog;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.web.ApiRequest;
import dev.codebasemcp.web.Route;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tools as the page calls them, which has no directory that could decide the project. */
class ToolRoutesTest {
    private static final List<String> OTHERS = List.of("set_working_directory", "index_repository");

    private final List<String> called = new ArrayList<>();
    private final Route route = new ToolRoutes(this::tool, new CountedCalls(new CallStats()))
            .routes()
            .get(0);

    private Tool tool(String name) {
        ToolSpec spec = ToolCatalog.all().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new Tool() {
            @Override
            public ToolSpec spec() {
                return spec;
            }

            @Override
            public ToolAnswer call(Arguments arguments, ToolCall call) {
                called.add(name);
                return new ToolAnswer(Map.of("session", call.session().directories()), "");
            }
        };
    }

    private Map<String, ?> ask(String tool, Map<String, Object> body) throws InterruptedException {
        return route.endpoint().answer(new ApiRequest(Map.of("tool", tool), body));
    }

    @Test
    void aToolOfAProjectNeedsItsNameAsAText() {
        List<Map<String, Object>> bodies = List.of(
                Map.of(),
                Collections.singletonMap("project_id", null),
                Map.of("project_id", " "),
                Map.of("project_id", 7),
                Map.of("project_id", List.of("shop")));
        List<String> scoped = ToolCatalog.all().stream()
                .filter(spec -> spec.parameters().stream().map(Parameter::name).anyMatch("project_id"::equals))
                .map(ToolSpec::name)
                .filter(name -> !OTHERS.contains(name))
                .toList();
        assertThat(scoped).contains("search_code", "find_symbol", "start_indexing_background", "list_indexing_jobs");
        for (String tool : scoped) {
            assertThat(bodies)
                    .allSatisfy(body -> assertThatThrownBy(() -> ask(tool, body))
                            .as(tool)
                            .isInstanceOf(RejectedException.class)
                            .hasMessageStartingWith("project_id: missing"));
        }
        assertThat(called).isEmpty();
    }

    @Test
    void aToolOfAllProjectsNeedsNone() throws InterruptedException {
        assertThat(ask("list_projects", Map.of())).isEqualTo(Map.of("session", List.of()));
        assertThat(called).containsExactly("list_projects");
    }

    @Test
    void toolsThatAreNotThePagesAreRefused() {
        assertThat(OTHERS)
                .allSatisfy(tool -> assertThatThrownBy(() -> ask(tool, Map.of("project_id", "shop")))
                        .isInstanceOf(RejectedException.class)
                        .hasMessage("The API has no such tool."));
    }
}

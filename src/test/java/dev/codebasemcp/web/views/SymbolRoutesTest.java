package dev.codebasemcp.web.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.CodeToolSpecs;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.web.ApiRequest;
import dev.codebasemcp.web.Route;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** The kinds of symbols that the page's graph shows. */
class SymbolRoutesTest {
    private static final Map<String, Object> CART = Map.of("file_path", "Cart.java", "symbol", "Cart.add");

    private final Outlines outlines = new Outlines();
    private final Route route = new SymbolRoutes(name -> outlines).routes().get(0);

    /** Knows one file. */
    private static final class Outlines implements Tool {
        private final List<String> asked = new ArrayList<>();

        @Override
        public ToolSpec spec() {
            return CodeToolSpecs.GET_OUTLINE;
        }

        @Override
        public ToolAnswer call(Arguments arguments, ToolCall call) {
            String path = arguments.text("path");
            asked.add(arguments.text("project_id") + " " + path);
            if (!path.equals("Cart.java")) {
                throw new RejectedException("no such file");
            }
            return new ToolAnswer(
                    Map.of(
                            "definitions",
                            List.of(
                                    definition("Cart", "class", 3),
                                    definition("Cart.add", "method", 5),
                                    definition("Cart.add", "method", 9),
                                    definition("__proto__", "function", 20))),
                    "");
        }

        private static Map<String, Object> definition(String symbol, String kind, int line) {
            return Map.of("symbol", symbol, "kind", kind, "start_line", line);
        }
    }

    @Test
    void eachSymbolHasTheKindAndLineOfItsFirstDefinition() throws InterruptedException {
        Map<String, Object> odd = Map.of("file_path", "Cart.java", "symbol", "__proto__");

        assertThat(ask(Map.of("project_id", "shop", "symbols", List.of(CART, odd))))
                .isEqualTo(Map.of(
                        "symbols",
                        List.of(
                                Map.of("file_path", "Cart.java", "symbol", "Cart.add", "kind", "method", "line", 5),
                                Map.of(
                                        "file_path",
                                        "Cart.java",
                                        "symbol",
                                        "__proto__",
                                        "kind",
                                        "function",
                                        "line",
                                        20))));
        assertThat(outlines.asked).containsExactly("shop Cart.java");
    }

    @Test
    void whatIsNotKnownHasNoKind() throws InterruptedException {
        Map<String, Object> gone = Map.of("file_path", "<img src=x>.py", "symbol", "gone");
        Map<String, Object> other = Map.of("file_path", "Cart.java", "symbol", "Cart.remove");

        assertThat(ask(Map.of("project_id", "shop", "symbols", List.of(gone, other, gone))))
                .isEqualTo(Map.of("symbols", List.of(gone, other, gone)));
        assertThat(outlines.asked).containsExactly("shop <img src=x>.py", "shop Cart.java");
    }

    @Test
    void noMoreSymbolsThanAGraphShowsAreTold() throws InterruptedException {
        assertThat(ask(Map.of("project_id", "shop", "symbols", Collections.nCopies(60, CART))))
                .extractingByKey("symbols")
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(60);

        assertThatThrownBy(() -> ask(Map.of("project_id", "shop", "symbols", Collections.nCopies(61, CART))))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("at most 60");
    }

    @Test
    void whatIsNoSymbolIsRefusedBeforeAnythingIsRead() {
        List<Map<String, Object>> bodies = List.of(
                Map.of("symbols", List.of(CART)),
                Map.of("project_id", "shop"),
                Map.of("project_id", "shop", "symbols", "Cart"),
                Map.of("project_id", "shop", "symbols", List.of("Cart")),
                Map.of("project_id", "shop", "symbols", List.of(Map.of("symbol", "Cart"))),
                Map.of("project_id", "shop", "symbols", List.of(Map.of("symbol", "Cart", "file_path", 7))));

        assertThat(bodies)
                .allSatisfy(body -> assertThatThrownBy(() -> ask(body)).isInstanceOf(RejectedException.class));
        assertThat(outlines.asked).isEmpty();
    }

    private Map<String, ?> ask(Map<String, Object> body) throws InterruptedException {
        return route.endpoint().answer(new ApiRequest(Map.of(), Map.of(), body));
    }
}

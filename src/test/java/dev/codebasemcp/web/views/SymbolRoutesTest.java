package dev.codebasemcp.web.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.mcp.CallStats;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.symbols.NamedSymbol;
import dev.codebasemcp.symbols.OutlinedDefinition;
import dev.codebasemcp.web.ApiRequest;
import dev.codebasemcp.web.Route;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** The kinds of symbols that the page's graph shows. */
class SymbolRoutesTest {
    private static final Map<String, Object> CART = Map.of("file_path", "Cart.java", "symbol", "Cart.add");

    private final List<String> asked = new ArrayList<>();
    private final CallStats stats = new CallStats();
    private final Route route =
            new SymbolRoutes(this::find, new CountedCalls(stats)).routes().get(0);

    /** Knows one file. */
    private List<Optional<OutlinedDefinition>> find(String project, List<NamedSymbol> symbols) {
        asked.add(project);
        return symbols.stream()
                .map(symbol -> switch (symbol.symbol()) {
                    case "Cart.add" -> Optional.of(definition("Cart.add", DefinitionKind.METHOD, 5));
                    case "__proto__" -> Optional.of(definition("__proto__", DefinitionKind.FUNCTION, 20));
                    default -> Optional.<OutlinedDefinition>empty();
                })
                .toList();
    }

    private static OutlinedDefinition definition(String symbol, DefinitionKind kind, int line) {
        return new OutlinedDefinition(symbol, kind, new LineRange(line, line), "", Optional.empty(), false);
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
        assertThat(asked).containsExactly("shop");
        assertThat(stats.all()).hasSize(1).containsKey(new CallStats.Key("symbol_kinds", CallStats.Outcome.OK));
    }

    @Test
    void whatIsNotKnownHasNoKind() throws InterruptedException {
        Map<String, Object> gone = Map.of("file_path", "<img src=x>.py", "symbol", "gone");
        Map<String, Object> other = Map.of("file_path", "Cart.java", "symbol", "Cart.remove");

        assertThat(ask(Map.of("project_id", "shop", "symbols", List.of(gone, other, gone))))
                .isEqualTo(Map.of("symbols", List.of(gone, other, gone)));
        assertThat(asked).containsExactly("shop");
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
        assertThat(asked).isEmpty();
    }

    private Map<String, ?> ask(Map<String, Object> body) throws InterruptedException {
        return route.endpoint().answer(new ApiRequest(Map.of(), body));
    }
}

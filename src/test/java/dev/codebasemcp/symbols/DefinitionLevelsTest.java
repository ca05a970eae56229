package dev.codebasemcp.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.index.DefinedName;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DefinitionLevelsTest {
    private static final List<DefinedName> NESTED = List.of(
            of("shop", DefinitionKind.MODULE, 1, 40),
            of("shop.Cart", DefinitionKind.CLASS, 2, 20),
            of("shop.Cart.Item", DefinitionKind.RECORD, 3, 5),
            of("shop.Cart.add", DefinitionKind.METHOD, 6, 9),
            of("shop.total", DefinitionKind.FUNCTION, 22, 30),
            of("shop.total.each", DefinitionKind.FUNCTION, 23, 24),
            of("Money", DefinitionKind.CLASS, 50, 60));

    @Test
    void linesDecideWhatIsInsideWhat() {
        assertThat(DefinitionLevels.of(NESTED)).containsExactly(0, 1, 2, 2, 1, 2, 0);
    }

    @Test
    void onOneLineTheNameDecides() {
        assertThat(DefinitionLevels.of(List.of(
                        of("A", DefinitionKind.CLASS, 1, 1),
                        of("A.x", DefinitionKind.FIELD, 1, 1),
                        of("A.y", DefinitionKind.FIELD, 1, 1),
                        of("AB", DefinitionKind.CLASS, 1, 1))))
                .containsExactly(0, 1, 1, 0);
    }

    @Test
    void theOutermostAreThoseInNothingButModules() {
        assertThat(DefinitionLevels.outermost(NESTED))
                .extracting(DefinedName::qualifiedName)
                .containsExactly("shop.Cart", "shop.total", "Money");
    }

    @Test
    void aModuleStandsForItselfIfItHasNothingElse() {
        assertThat(DefinitionLevels.outermost(List.of(
                        of("Shop", DefinitionKind.MODULE, 1, 9),
                        of("Shop.Cart", DefinitionKind.MODULE, 2, 8),
                        of("Ext", DefinitionKind.EXTENSION, 10, 20),
                        of("Ext.go", DefinitionKind.FUNCTION, 11, 12))))
                .extracting(DefinedName::qualifiedName)
                .containsExactly("Shop.Cart");
    }

    @Test
    void membersAreThoseDirectlyInOne() {
        assertThat(DefinitionLevels.directlyIn(NESTED.get(0), NESTED))
                .extracting(DefinedName::qualifiedName)
                .containsExactly("shop.Cart", "shop.total");
        assertThat(DefinitionLevels.directlyIn(NESTED.get(1), NESTED))
                .extracting(DefinedName::qualifiedName)
                .containsExactly("shop.Cart.Item", "shop.Cart.add");
        assertThat(DefinitionLevels.directlyIn(NESTED.get(6), NESTED)).isEmpty();
        assertThat(DefinitionLevels.directlyIn(of("other", DefinitionKind.CLASS, 1, 99), NESTED))
                .isEmpty();
    }

    @Test
    void membersOnTheLineOfTheirTypeAreInIt() {
        DefinedName type = of("A", DefinitionKind.RECORD, 1, 1);
        DefinedName field = of("A.x", DefinitionKind.FIELD, 1, 1);

        assertThat(DefinitionLevels.directlyIn(type, List.of(type, field, of("B", DefinitionKind.CLASS, 1, 1))))
                .containsExactly(field);
    }

    private static DefinedName of(String name, DefinitionKind kind, int from, int to) {
        String key = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return new DefinedName(1, key, name, kind, new LineRange(from, to), "");
    }
}

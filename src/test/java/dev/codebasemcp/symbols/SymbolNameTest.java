package dev.codebasemcp.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymbolNameTest {
    @ParameterizedTest
    @CsvSource({
        "fromJson, fromJson",
        "Gson.fromJson, Gson fromJson",
        "pkg::Type::f, pkg Type f",
        "Type#method, Type method",
        "com.shop.Cart#add(), com shop Cart add",
        "self->run, self run",
        "' a.b ', a b"
    })
    void readsTheFormsOfAllLanguages(String written, String parts) {
        SymbolName name = SymbolName.of(written);
        assertThat(String.join(" ", name.qualifiers()) + (name.qualifiers().isEmpty() ? "" : " ") + name.name())
                .isEqualTo(parts);
    }

    @Test
    void hasNoNameWithoutOne() {
        for (String written : List.of("", "  ", "..", "#", "()")) {
            assertThat(SymbolName.of(written).name()).as(written).isEmpty();
        }
    }

    @Test
    void aStarMakesAForm() {
        assertThat(SymbolName.of("from*").isForm()).isTrue();
        assertThat(SymbolName.of("Gson.*").isForm()).isTrue();
        assertThat(SymbolName.of("Gs*n.fromJson").isForm()).isFalse();
        assertThat(SymbolName.of("Gson::from*(Reader)")).hasToString("Gson.from*");
        assertThat(SymbolName.of("a.b.f").withName("g")).isEqualTo(SymbolName.of("a.b.g"));
    }

    @ParameterizedTest
    @CsvSource({
        "add, Cart.add, src/shop/Cart.java, true",
        "Cart.add, Cart.add, src/shop/Cart.java, true",
        "shop.Cart.add, Cart.add, src/shop/Cart.java, true",
        "art.add, Cart.add, src/shop/Cart.java, false",
        "Basket.add, Cart.add, src/shop/Cart.java, false",
        "httpx.Client.get, Client.get, httpx/__init__.py, true",
        "_models.Response, Response, httpx/_models.py, true",
        "cart.add, Cart.add, src/shop/Cart.java, true",
        "shop/Cart/add, Cart.add, src/shop/Cart.java, true",
        "util.parse, parse, lib/util/index.ts, true",
        "net.parse, parse, src/net/mod.rs, true",
        "shop.Other.add, Cart.add, src/shop/Cart.java, false"
    })
    void qualifiersFitDefinitionsAroundAndThePath(String written, String qualified, String path, boolean fits) {
        assertThat(SymbolName.of(written).fits(qualified, path)).isEqualTo(fits);
    }
}

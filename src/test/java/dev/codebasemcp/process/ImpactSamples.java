package dev.codebasemcp.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;

/** Writes a repository in which a test of {@code analyze_impact} knows what uses what. */
record ImpactSamples(SampleRepository tree) {
    static final String PRICE = "src/shop/Price.java";

    /** Writes prices, a cart that uses them, and what uses the cart. */
    static SampleRepository write(Path root, String project) {
        SampleRepository tree = new SampleRepository(root).named(project);
        ImpactSamples samples = new ImpactSamples(tree);
        samples.writePrice();
        samples.writeCart();
        samples.writeUsersOfCart();
        samples.writePython();
        return tree;
    }

    private void writePrice() {
        tree.write(PRICE, """
                package shop;

                /** A price. */
                public class Price {
                    private final long cents;

                    public Price(long cents) {
                        this.cents = cents;
                    }

                    /** Adds two. */
                    public Price plus(Price other) {
                        return new Price(cents + other.cents);
                    }

                    public long cents() {
                        return cents;
                    }

                    public boolean isFree() {
                        return cents() == 0;
                    }
                }
                """);
    }

    private void writeCart() {
        tree.write("src/shop/Total.java", "package shop;\n\npublic interface Total {\n    long total();\n}\n");
        tree.write("src/shop/Cart.java", """
                package shop;

                public class Cart implements Total {
                    private Price sum = new Price(0);

                    public void add(Price price) {
                        sum = sum.plus(price);
                    }

                    @Override
                    public long total() {
                        return sum.cents();
                    }
                }
                """);
    }

    private void writeUsersOfCart() {
        tree.write("src/shop/Checkout.java", """
                package shop;

                class Checkout {
                    long pay(Total total) {
                        return total.total();
                    }

                    void fill(Cart cart) {
                        cart.add(new Price(1));
                    }
                }
                """);
        tree.write(
                "src/shop/Over.java",
                "class Over {\n    void put(int a) {}\n\n    void put(String a) {}\n\n    void use() {\n        put(1);\n    }\n}\n");
        tree.write("src/shop/Shop.java", """
                package shop;

                class Shop {
                    void open(Checkout checkout, Cart cart) {
                        checkout.fill(cart);
                    }
                }
                """);
        tree.write(
                "src/shop/Day.java",
                "package shop;\n\nclass Day {\n    void begin(Shop shop) {\n        shop.open(null, null);\n    }\n}\n");
        tree.write("test/shop/CartTest.java", """
                package shop;

                class CartTest {
                    void adds() {
                        new Cart().add(new Price(2));
                    }
                }
                """);
    }

    private void writePython() {
        tree.write("lib/rates.py", "def rate():\n    return 1\n\n\ndef old_rate():\n    return 2\n");
        tree.write("lib/bill.py", "from rates import rate\n\n\ndef bill():\n    return rate()\n");
        tree.write("lib/guess.py", "def guess(thing):\n    return thing.plus(1)\n");
        tree.write("lib/marked.py", "\uFEFFdef first():\n    return 1\n\n\ndef second():\n    return 2\n");
        tree.write("hidden/ignored.py", "def ignored():\n    return 1\n");
        tree.write(".codebase-mcp/ignore", "hidden/\n");
        tree.write(".gitignore", ".codebase-mcp/\n");
    }

    /** Returns where what was removed is still used, as {@code path:line}. */
    static List<String> uses(JsonNode answer) {
        return answer.path("removed").findParents("line").stream()
                .map(use ->
                        use.path("file_path").asText() + ":" + use.path("line").asText())
                .toList();
    }
}

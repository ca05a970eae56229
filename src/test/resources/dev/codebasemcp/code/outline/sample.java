package shop;

import java.util.List;

/** Sells things. */
@Service
public class Shop<T> extends Base {
    public static final int MAX_ITEMS = 10, MIN_ITEMS = 1;
    private final List<T> items;

    /** Makes a shop. */
    public Shop(List<T> items) {
        this.items = items;
    }

    // Sells one.
    @Override
    public <R> R sell(String name,
            int amount) throws Exception {
        int local = 1;
        Runnable run = () -> {};
        return null;
    }

    enum Size { SMALL, LARGE { int grams() { return 1; } } }

    interface Buyer { void buy(); int LIMIT = 3; }

    record Price(int cents) {
        Price {
            check(cents);
        }
    }

    @interface Marker { String value(); }
}

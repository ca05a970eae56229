package dev.codebasemcp;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creates a value once, on first use, and again after it was forgotten. Thread-safe. */
final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> make;
    private volatile @Nullable T value;

    Lazy(Supplier<T> make) {
        this.make = make;
    }

    @Override
    public T get() {
        T made = value;
        return made == null ? makeOnce() : made;
    }

    /** Returns the value if it exists, without creating it. */
    Optional<T> ifMade() {
        return Optional.ofNullable(value);
    }

    /** Lets go of the value; the next use creates another one. */
    synchronized void forget() {
        value = null;
    }

    private synchronized T makeOnce() {
        T made = value;
        if (made == null) {
            made = make.get();
            value = made;
        }
        return made;
    }
}

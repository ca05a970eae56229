package dev.codebasemcp.search.rank;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** A value for each {@link Weight}: the chosen ones, or others to measure what they are worth. Immutable. */
public final class Weights {
    /** The values that searches use. */
    public static final Weights CHOSEN = new Weights(Map.of());

    private final Map<Weight, Double> values = new EnumMap<>(Weight.class);

    private Weights(Map<Weight, Double> others) {
        for (Weight weight : Weight.values()) {
            values.put(weight, others.getOrDefault(weight, weight.chosen()));
        }
    }

    /** The same values but for one. */
    public Weights with(Weight weight, double value) {
        Map<Weight, Double> others = new EnumMap<>(values);
        others.put(weight, value);
        return new Weights(others);
    }

    /** The value of a weight. */
    public double of(Weight weight) {
        return Objects.requireNonNull(values.get(weight));
    }
}

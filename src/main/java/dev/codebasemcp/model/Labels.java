package dev.codebasemcp.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Labels of enum constants in storage and answers: the names in lower case. */
final class Labels {
    private Labels() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> Optional<E> find(Class<E> type, String label) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> of(constant).equals(label))
                .findFirst();
    }
}

package dev.codebasemcp.symbols;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A symbol's name as a user writes it: {@code fromJson}, {@code Gson.fromJson}, {@code pkg::Type::f}, {@code Type#method}.
 *
 * @param name the plain name
 * @param qualifiers the names before it, outermost first; any of them may be missing at the start
 */
public record SymbolName(String name, List<String> qualifiers) {
    private static final Pattern SEPARATOR = Pattern.compile("::|->|[.#/\\\\]");
    private static final Pattern CALL = Pattern.compile("\\(.*$", Pattern.DOTALL);

    public SymbolName {
        qualifiers = List.copyOf(qualifiers);
    }

    /** Reads a written name; the plain name is empty if there is none. */
    public static SymbolName of(String written) {
        List<String> parts = new ArrayList<>();
        for (String part : SEPARATOR.split(CALL.matcher(written.strip()).replaceFirst(""), -1)) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        if (parts.isEmpty()) {
            return new SymbolName("", List.of());
        }
        int last = parts.size() - 1;
        return new SymbolName(parts.get(last), parts.subList(0, last));
    }

    /** Whether {@code *} in the name stands for any characters. */
    public boolean isForm() {
        return name.indexOf('*') >= 0;
    }

    /** The name of what is around it; needs a qualifier. */
    SymbolName container() {
        int last = qualifiers.size() - 1;
        return new SymbolName(qualifiers.get(last), qualifiers.subList(0, last));
    }

    /** The same with another plain name. */
    SymbolName withName(String other) {
        return new SymbolName(other, qualifiers);
    }

    /** The qualifiers and the name, joined by {@code .}. */
    @Override
    public String toString() {
        return qualifiers.isEmpty() ? name : String.join(".", qualifiers) + "." + name;
    }

    /** Whether the qualifiers fit, and are written in the same case. */
    boolean fitsExactly(String qualifiedName, String path) {
        String place = place(qualifiedName, path);
        return qualifiers.isEmpty()
                || ("." + place).endsWith("." + this)
                || ("." + withoutModule(place)).endsWith("." + this);
    }

    private static String place(String qualifiedName, String path) {
        return (path.replaceAll("\\.[^./]*$", "") + "." + qualifiedName).replace('/', '.');
    }

    /**
     * Whether the qualifiers fit a definition. Those next to the name are the definitions around it; the others name a package
     * or module, which its path shows.
     *
     * @param qualifiedName the names of the definitions around a definition and its own, joined by {@code .}
     * @param path of its file, with {@code /}
     */
    public boolean fits(String qualifiedName, String path) {
        String place = place(qualifiedName, path);
        return qualifiers.isEmpty() || endsWith(place, toString()) || endsWith(withoutModule(place), toString());
    }

    /** Compares without case, and by whole names. */
    private static boolean endsWith(String place, String written) {
        String all = "." + place.toLowerCase(Locale.ROOT);
        return all.endsWith("." + written.toLowerCase(Locale.ROOT));
    }

    /** Java's types have the name of their file. */
    private static String withoutModule(String place) {
        return place.replaceAll("\\b(\\w+)\\.\\1\\b", "$1").replaceAll("\\.(index|__init__|mod|lib)\\.", ".");
    }
}

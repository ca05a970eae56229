package dev.codebasemcp.symbols.go;

/**
 * An imported package.
 *
 * @param alias the name that the import gives; empty if it is the package's own, {@code .} if its names need none
 */
record GoImport(String alias, String path) {
    private static final String VERSION = "v\\d+";

    /** Whether the package's own name is probably this one. */
    boolean isProbably(String packageName) {
        String[] parts = path.split("/", -1);
        int last = parts.length - 1;
        if (last > 0 && parts[last].matches(VERSION)) {
            last--;
        }
        String end = parts[last].replaceAll("\\." + VERSION + "$", "");
        return end.equals(packageName);
    }

    /** Whether a name before a dot means this package, as far as the import tells. */
    boolean isNamed(String name) {
        return alias.isEmpty() ? isProbably(name) : alias.equals(name);
    }

    /** Whether a name before a dot may mean this package. */
    boolean mayBe(String name) {
        return alias.isEmpty() || alias.equals(name);
    }
}

package dev.codebasemcp.symbols.go;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.symbols.resolve.CodeBase;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what packages declare. A package is a directory, and its path that of the module with the directory. */
final class GoPackages {
    private static final Pattern MODULE = Pattern.compile("(?m)^\\s*module\\s+\"?([^\\s\"]+)");
    private static final String VENDOR = "vendor/";

    private final CodeBase code;
    private final Map<Directory, Optional<String>> paths = new HashMap<>();
    private final Map<Directory, Optional<String>> modules = new HashMap<>();
    private final Map<Query, List<GoSymbol>> found = new HashMap<>();

    GoPackages(CodeBase code) {
        this.code = code;
    }

    private record Directory(RepositoryId repository, String path) {
        static Directory of(FileKey key) {
            int slash = key.path().lastIndexOf('/');
            return new Directory(key.repositoryId(), slash < 0 ? "" : key.path().substring(0, slash));
        }

        FileKey file(String name) {
            return new FileKey(repository, path.isEmpty() ? name : path + "/" + name);
        }
    }

    /** A question that may be asked again; {@code from} is a package, or a file. */
    private record Query(Object from, String owner, String name) {}

    /** Whether the code base may have definitions of a name that it does not tell. */
    boolean isTooFrequent(String name) {
        return code.definitions(name) >= CodeBase.MOST_DEFINITIONS;
    }

    /** Returns what the package of a file declares under a name. */
    List<GoSymbol> own(SourceFile from, String name) {
        return members(from, "", name);
    }

    /** Returns the methods of a declared type. */
    List<GoSymbol> methods(GoSymbol type, String name) {
        return members(type.file(), type.name(), name);
    }

    private List<GoSymbol> members(SourceFile from, String owner, String name) {
        GoFacts facts = GoFacts.of(from);
        Directory directory = Directory.of(from.key());
        Query query = new Query(List.of(directory, facts.packageName(), facts.isTest()), owner, name);
        return remember(query, () -> {
            Function<GoFacts, List<GoSymbol>> members =
                    file -> owner.isEmpty() ? file.ofPackage(name) : file.methods(owner, name);
            Set<GoSymbol> all = new LinkedHashSet<>(members.apply(facts));
            for (SourceFile file : defining(name, key -> Directory.of(key).equals(directory))) {
                GoFacts other = GoFacts.of(file);
                boolean visible = !owner.isEmpty() || facts.isTest() || !other.isTest();
                if (visible && other.packageName().equals(facts.packageName())) {
                    all.addAll(members.apply(other));
                }
            }
            return List.copyOf(all);
        });
    }

    /** Returns what the packages that a name before a dot may mean declare. */
    List<GoSymbol> imported(SourceFile from, String packageName, String name) {
        return remember(new Query(from.key(), packageName + ".", name), () -> {
            List<GoImport> imports = GoFacts.of(from).imports().stream()
                    .filter(one -> one.mayBe(packageName))
                    .toList();
            List<GoSymbol> all = new ArrayList<>();
            for (SourceFile file : defining(name, key -> isImported(from, key, imports))) {
                GoFacts facts = GoFacts.of(file);
                boolean named = imports.stream().anyMatch(one -> isNamed(one, packageName, file));
                boolean visible = !facts.isTest() || Directory.of(file.key()).equals(Directory.of(from.key()));
                if (named && visible) {
                    all.addAll(facts.ofPackage(name));
                }
            }
            return nearest(from, all);
        });
    }

    private List<GoSymbol> remember(Query query, Supplier<List<GoSymbol>> find) {
        List<GoSymbol> known = found.get(query);
        if (known == null) {
            known = find.get();
            found.put(query, known);
        }
        return known;
    }

    /** Returns the symbols of an interface's methods with a name, in all packages. */
    List<GoSymbol> methodsOfInterfaces(String name) {
        return remember(
                new Query("", "interface", name),
                () -> defining(name, key -> true).stream()
                        .flatMap(file -> GoFacts.of(file).methodsOfInterfaces(name).stream())
                        .toList());
    }

    private List<SourceFile> defining(String name, Predicate<FileKey> where) {
        return code.defining(name, key -> key.path().endsWith(".go") && where.test(key)).stream()
                .filter(file -> file.language() == Language.GO)
                .toList();
    }

    /** If two repositories hold a package, that of the same repository counts. */
    private static List<GoSymbol> nearest(SourceFile from, List<GoSymbol> all) {
        List<GoSymbol> near = all.stream()
                .filter(symbol ->
                        symbol.file().key().repositoryId().equals(from.key().repositoryId()))
                .toList();
        return near.isEmpty() ? List.copyOf(all) : near;
    }

    private boolean isImported(SourceFile from, FileKey key, List<GoImport> imports) {
        return !key.equals(from.key()) && imports.stream().anyMatch(one -> has(key, one.path()));
    }

    /** Whether a name before a dot means the package of a file, by an import. */
    private boolean isNamed(GoImport one, String name, SourceFile file) {
        String packageName = GoFacts.of(file).packageName();
        boolean known =
                paths.getOrDefault(Directory.of(file.key()), Optional.empty()).isPresent();
        return (one.alias().equals(name) || packageName.equals(name))
                && (known || one.isProbably(packageName))
                && has(file.key(), one.path());
    }

    /** Whether a file is in the directory of a package. */
    private boolean has(FileKey key, String importPath) {
        Directory directory = Directory.of(key);
        Optional<String> own = paths.computeIfAbsent(directory, this::path);
        return own.isPresent() ? own.get().equals(importPath) : isEnd(directory.path(), importPath);
    }

    /** Without a module, the end of the path is all that is known. */
    private static boolean isEnd(String directory, String importPath) {
        boolean ends = directory.isEmpty() || ("/" + importPath).endsWith("/" + directory);
        return ends && importPath.contains(".");
    }

    /** Whether the import path of a file's directory is known, and not only its end. */
    boolean isSure(SourceFile from, GoSymbol symbol) {
        Directory directory = Directory.of(symbol.file().key());
        return directory.equals(Directory.of(from.key()))
                || paths.computeIfAbsent(directory, this::path).isPresent();
    }

    /** Whether two symbols are of one package. */
    boolean isSamePackage(GoSymbol one, GoSymbol other) {
        return Directory.of(one.file().key()).equals(Directory.of(other.file().key()))
                && GoFacts.of(one.file())
                        .packageName()
                        .equals(GoFacts.of(other.file()).packageName());
    }

    private Optional<String> path(Directory directory) {
        int vendored = ("/" + directory.path()).lastIndexOf("/" + VENDOR);
        if (vendored >= 0) {
            return Optional.of(directory.path().substring(vendored + VENDOR.length()));
        }
        String above = directory.path();
        while (true) {
            String base = above;
            Optional<String> module =
                    modules.computeIfAbsent(new Directory(directory.repository(), base), this::module);
            if (module.isPresent()) {
                return Optional.of(join(module.get(), directory.path().substring(base.length())));
            }
            if (above.isEmpty()) {
                return Optional.empty();
            }
            above = above.substring(0, Math.max(0, above.lastIndexOf('/')));
        }
    }

    /** The path of a directory in a module. The standard library is a module without a path. */
    private static String join(String module, String below) {
        String rest = below.startsWith("/") ? below.substring(1) : below;
        if (module.equals("std")) {
            return rest;
        }
        return rest.isEmpty() ? module : module + "/" + rest;
    }

    private Optional<String> module(Directory directory) {
        return code.text(directory.file("go.mod"))
                .map(MODULE::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1));
    }
}

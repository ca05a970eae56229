package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;
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

/** Finds modules by their names. Within one code base, used by one thread. */
final class Modules {
    private static final List<String> PACKAGES = List.of("/__init__.py", "/__init__.pyi");
    private static final List<String> FILES = List.of(".py", ".pyi");

    private final CodeBase code;
    private final Map<String, Optional<Module>> known = new HashMap<>();
    private final Map<String, List<String>> roots = new HashMap<>();

    Modules(CodeBase code) {
        this.code = code;
    }

    /**
     * Returns the module of an {@code import_from_statement}.
     *
     * @return empty if it is not in the code base
     */
    Optional<Module> from(SourceFile file, SyntaxNode statement) {
        Optional<SyntaxNode> name = statement.child("module_name");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        String written = Texts.shortText(name.get()).replaceAll("\\s", "");
        int dots = 0;
        while (dots < written.length() && written.charAt(dots) == '.') {
            dots++;
        }
        return dots == 0 ? absolute(file, written) : relative(file, dots, written.substring(dots));
    }

    private Optional<Module> relative(SourceFile file, int dots, String rest) {
        String base = directory(file.path());
        for (int i = 1; i < dots; i++) {
            if (base.isEmpty()) {
                return Optional.empty();
            }
            base = directory(base);
        }
        RepositoryId repository = file.key().repositoryId();
        String path = join(base, rest.replace('.', '/'));
        return rest.isEmpty() ? Optional.of(packageAt(repository, path)) : at(repository, path);
    }

    /** Returns a module by its name with dots; empty if it is not in the code base. */
    Optional<Module> absolute(SourceFile file, String dotted) {
        if (dotted.isEmpty()) {
            return Optional.empty();
        }
        String path = dotted.replace('.', '/');
        List<String> places = roots(file);
        boolean standard = PythonWords.isStandardModule(first(dotted));
        for (String root : standard ? places.subList(0, 1) : places) {
            Optional<Module> found = at(file.key().repositoryId(), join(root, path));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Returns the outermost package of a module's name, which may have no {@code __init__.py}. */
    Optional<Module> top(SourceFile file, String dotted) {
        String top = first(dotted);
        Optional<Module> direct = absolute(file, top);
        if (direct.isPresent() || top.equals(dotted)) {
            return direct;
        }
        return absolute(file, dotted).map(found -> {
            int length = found.path().length() - dotted.length() + top.length();
            return packageAt(found.repository(), found.path().substring(0, Math.max(0, length)));
        });
    }

    private static String first(String dotted) {
        int dot = dotted.indexOf('.');
        return dot < 0 ? dotted : dotted.substring(0, dot);
    }

    /** Returns a module of a package; empty if there is none. */
    Optional<Module> inside(Module outer, String name) {
        boolean plainFile = outer.file()
                .filter(file -> !file.path().contains("__init__.py"))
                .isPresent();
        return plainFile ? Optional.empty() : at(outer.repository(), join(outer.path(), name));
    }

    /** The directories from which a file's absolute imports start, likeliest first. */
    private List<String> roots(SourceFile file) {
        String start = directory(file.path());
        return roots.computeIfAbsent(file.key().repositoryId() + " " + start, unused -> {
            String root = start;
            while (!root.isEmpty()
                    && holds(file.key().repositoryId(), root, PACKAGES).isPresent()) {
                root = directory(root);
            }
            Set<String> all = new LinkedHashSet<>();
            for (String around = root; ; around = directory(around)) {
                all.add(around);
                all.add(join(around, "src"));
                if (around.isEmpty()) {
                    return new ArrayList<>(all);
                }
            }
        });
    }

    private Optional<Module> at(RepositoryId repository, String path) {
        return known.computeIfAbsent(
                repository + " " + path,
                unused -> holds(repository, path, PACKAGES)
                        .or(() -> holds(repository, path, FILES))
                        .map(found -> new Module(repository, path, code.file(new FileKey(repository, found)))));
    }

    private Module packageAt(RepositoryId repository, String path) {
        Optional<SourceFile> init =
                holds(repository, path, PACKAGES).flatMap(found -> code.file(new FileKey(repository, found)));
        return new Module(repository, path, init);
    }

    private Optional<String> holds(RepositoryId repository, String path, List<String> endings) {
        return endings.stream()
                .map(ending -> path.isEmpty() && ending.startsWith("/") ? ending.substring(1) : path + ending)
                .filter(whole -> code.holds(repository, whole))
                .findFirst();
    }

    private static String directory(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private static String join(String directory, String path) {
        return directory.isEmpty() || path.isEmpty() ? directory + path : directory + "/" + path;
    }
}

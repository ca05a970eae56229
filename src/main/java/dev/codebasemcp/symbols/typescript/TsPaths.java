package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.symbols.resolve.CodeBase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the files of modules: of relative paths as compilers do, and of packages of the same repository by the names of their
 * directories, for want of their configuration.
 */
final class TsPaths {
    private static final List<String> EXTENSIONS =
            List.of(".ts", ".tsx", ".d.ts", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs");
    private static final List<String> WORKSPACES = List.of("packages/", "libs/", "apps/", "");
    private static final List<String> SOURCES = List.of("/src", "", "/lib");

    private final CodeBase code;
    private final Map<Request, Optional<FileKey>> known = new HashMap<>();

    TsPaths(CodeBase code) {
        this.code = code;
    }

    private record Request(FileKey directory, String module) {}

    /** Returns the file that a module's name means in another file. */
    Optional<FileKey> find(FileKey from, String module) {
        Request request = new Request(new FileKey(from.repositoryId(), directory(from.path())), module);
        Optional<FileKey> found = known.get(request);
        if (found == null) {
            found = module.startsWith(".") ? relative(request) : absolute(request);
            known.put(request, found);
        }
        return found;
    }

    private static String directory(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private Optional<FileKey> relative(Request request) {
        return joined(request.directory().path(), request.module()).flatMap(path -> at(request, path));
    }

    /** Resolves {@code .} and {@code ..}; empty if the path leaves the repository. */
    private static Optional<String> joined(String directory, String module) {
        List<String> parts = new ArrayList<>();
        for (String part : (directory + "/" + module).split("/", -1)) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    return Optional.empty();
                }
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return Optional.of(String.join("/", parts));
    }

    private Optional<FileKey> at(Request request, String path) {
        List<String> candidates = new ArrayList<>();
        if (EXTENSIONS.stream().anyMatch(path::endsWith)) {
            candidates.add(path);
        }
        // A module is imported by the name that it will have when it is compiled.
        String source = path.replaceFirst("\\.([mc]?)jsx?$", ".$1ts");
        if (!source.equals(path)) {
            candidates.addAll(List.of(source, source + "x", source.replaceFirst("\\.([mc]?)ts$", ".d.$1ts")));
        }
        EXTENSIONS.forEach(extension -> candidates.add(path + extension));
        String inside = path.isEmpty() ? "index" : path + "/index";
        EXTENSIONS.forEach(extension -> candidates.add(inside + extension));
        return candidates.stream()
                .filter(candidate -> code.holds(request.directory().repositoryId(), candidate))
                .findFirst()
                .map(found -> new FileKey(request.directory().repositoryId(), found));
    }

    /** A package of the repository, or a path from one of the directories around the file. */
    private Optional<FileKey> absolute(Request request) {
        String module = request.module();
        boolean rooted = module.startsWith("@/") || module.startsWith("~/");
        boolean scoped = module.startsWith("@") && !rooted;
        String path = scoped ? module.substring(module.indexOf('/') + 1) : module;
        for (String around : around(request.directory().path())) {
            Optional<FileKey> found =
                    rooted ? rooted(request, around, module.substring(2)) : inWorkspace(request, around, path, scoped);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<FileKey> rooted(Request request, String around, String path) {
        return at(request, around + "src/" + path).or(() -> at(request, around + path));
    }

    private Optional<FileKey> inWorkspace(Request request, String around, String path, boolean scoped) {
        int slash = path.indexOf('/');
        String name = slash < 0 ? path : path.substring(0, slash);
        String rest = slash < 0 ? "" : path.substring(slash);
        for (String workspace : WORKSPACES) {
            // The name of an ordinary package is often that of a directory, too.
            if (workspace.isEmpty() && !scoped && rest.isEmpty()) {
                continue;
            }
            for (String sources : SOURCES) {
                Optional<FileKey> found = at(request, around + workspace + name + sources + rest);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** The directories around a directory and itself, innermost first, each with a slash at its end unless empty. */
    private static List<String> around(String directory) {
        List<String> all = new ArrayList<>();
        String path = directory;
        while (!path.isEmpty() && all.size() < 30) {
            all.add(path + "/");
            path = directory(path);
        }
        all.add("");
        return all;
    }
}

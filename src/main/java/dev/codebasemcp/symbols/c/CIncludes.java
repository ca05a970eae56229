package dev.codebasemcp.symbols.c;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.symbols.resolve.CodeBase;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what files include, directly and through others. */
final class CIncludes {
    /** Files that one includes; more are not followed. */
    private static final int MOST = 400;

    private final CodeBase code;
    private final Map<Written, List<FileKey>> direct = new HashMap<>();
    private final Map<FileKey, List<CFacts>> closures = new HashMap<>();

    CIncludes(CodeBase code) {
        this.code = code;
    }

    /** An include as a directory writes it. */
    private record Written(FileKey directory, String include) {}

    /** Returns the files that a file includes, directly or not, without itself. */
    List<CFacts> of(SourceFile file) {
        List<CFacts> known = closures.get(file.key());
        if (known == null) {
            known = find(file);
            closures.put(file.key(), known);
        }
        return known;
    }

    private List<CFacts> find(SourceFile file) {
        Set<FileKey> seen = new LinkedHashSet<>(Set.of(file.key()));
        List<CFacts> found = new ArrayList<>();
        Deque<CFacts> open = new ArrayDeque<>(List.of(CFacts.of(file)));
        while (!open.isEmpty() && found.size() < MOST) {
            CFacts facts = open.poll();
            for (String include : facts.includes()) {
                for (FileKey key : included(facts.file().key(), include)) {
                    Optional<SourceFile> next = seen.add(key) ? code.file(key) : Optional.empty();
                    next.map(CFacts::of).ifPresent(one -> {
                        found.add(one);
                        open.add(one);
                    });
                }
            }
        }
        return List.copyOf(found);
    }

    /** Returns the files that an include may mean: that beside the file, or else those whose paths end with it. */
    private List<FileKey> included(FileKey from, String include) {
        String directory = from.path().substring(0, from.path().lastIndexOf('/') + 1);
        return direct.computeIfAbsent(new Written(new FileKey(from.repositoryId(), directory), include), written -> {
            String path = include.replaceAll("[<>\"]", "").trim();
            Optional<String> beside = normal(directory + path).filter(one -> code.holds(from.repositoryId(), one));
            if (beside.isPresent() && !include.startsWith("<")) {
                return List.of(new FileKey(from.repositoryId(), beside.get()));
            }
            String end = path.replaceAll("^(?:\\.\\.?/)+", "");
            return end.isEmpty() ? List.of() : nearest(directory, code.ending(from.repositoryId(), end));
        });
    }

    /** A path without dots; empty if it leaves the repository. */
    private static Optional<String> normal(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return Optional.of(String.join("/", parts));
    }

    /** Of several files with the end of a path, those that share most of the directory count. */
    private static List<FileKey> nearest(String directory, List<FileKey> all) {
        int most = all.stream()
                .mapToInt(key -> shared(directory, key.path()))
                .max()
                .orElse(0);
        return all.stream().filter(key -> shared(directory, key.path()) == most).toList();
    }

    private static int shared(String directory, String path) {
        int end = 0;
        for (int i = 0; i < Math.min(directory.length(), path.length()) && directory.charAt(i) == path.charAt(i); i++) {
            end = directory.charAt(i) == '/' ? i + 1 : end;
        }
        return end;
    }
}

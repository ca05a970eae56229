package dev.codebasemcp.symbols.c;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.symbols.resolve.CodeBase;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what files include, directly and through others. */
final class CIncludes {
    /** Files that one includes; more are not followed. */
    private static final int MOST = 400;
    /** A node takes some 40 bytes. */
    private static final int MOST_NODES = 1_000_000;

    private final CodeBase code;
    private final Map<Written, List<FileKey>> direct = new HashMap<>();
    private final Map<FileKey, List<CFacts>> closures = new HashMap<>();
    private final Set<FileKey> held = new HashSet<>();
    private int nodes;

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

    /** Whether the included files take more memory than one question may have, beside the cache of parsed files. */
    boolean isFull() {
        return nodes > MOST_NODES;
    }

    /** Forgets what files include. */
    void clear() {
        closures.clear();
        held.clear();
        nodes = 0;
    }

    /** Reads a step of the way together: what is included, then what that includes, and so on. */
    private List<CFacts> find(SourceFile file) {
        Set<FileKey> seen = new HashSet<>(Set.of(file.key()));
        List<CFacts> found = new ArrayList<>();
        List<CFacts> step = List.of(CFacts.of(file));
        while (!step.isEmpty() && found.size() < MOST && !isFull()) {
            List<FileKey> next = step.stream()
                    .flatMap(this::included)
                    .filter(seen::add)
                    .limit(MOST - found.size())
                    .toList();
            code.expect(next);
            step = next.stream()
                    .flatMap(key -> code.file(key).stream())
                    .map(CFacts::of)
                    .toList();
            step.forEach(this::hold);
            found.addAll(step);
        }
        return List.copyOf(found);
    }

    private void hold(CFacts facts) {
        nodes += held.add(facts.file().key()) ? facts.file().tree().size() : 0;
    }

    private Stream<FileKey> included(CFacts facts) {
        return facts.includes().stream()
                .flatMap(include -> included(facts.file().key(), include).stream());
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

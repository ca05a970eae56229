package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.indexing.content.CredentialName;
import dev.codebasemcp.model.SkipReason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Skips files by name alone, without opening them. */
final class NamePolicy {
    private static final Set<String> LOCK_FILES = Set.of(
            "package-lock.json",
            "npm-shrinkwrap.json",
            "yarn.lock",
            "pnpm-lock.yaml",
            "bun.lock",
            "bun.lockb",
            "deno.lock",
            "cargo.lock",
            "poetry.lock",
            "pipfile.lock",
            "pdm.lock",
            "uv.lock",
            "pixi.lock",
            "gemfile.lock",
            "composer.lock",
            "go.sum",
            "go.work.sum",
            "mix.lock",
            "rebar.lock",
            "pubspec.lock",
            "podfile.lock",
            "package.resolved",
            "cartfile.resolved",
            "packages.lock.json",
            "gradle.lockfile",
            "flake.lock",
            "stack.yaml.lock",
            "conan.lock",
            ".terraform.lock.hcl");

    private static final List<String> MINIFIED_ENDINGS = List.of(".min.js", ".min.mjs", ".min.cjs", ".min.css");
    private static final List<String> GENERATED_ENDINGS = List.of(
            ".js.map",
            ".mjs.map",
            ".cjs.map",
            ".css.map",
            ".ts.map",
            "_pb2.py",
            "_pb2.pyi",
            "_pb2_grpc.py",
            ".pb.go",
            ".pb.gw.go",
            ".pb.cc",
            ".pb.h",
            ".pb.swift",
            ".g.dart",
            ".freezed.dart",
            ".g.cs",
            ".designer.cs");

    private NamePolicy() {}

    /** Why the file at {@code path} is skipped; empty if it is read. */
    static Optional<SkipReason> reason(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        if (CredentialName.is(path)) {
            return Optional.of(SkipReason.SECRET);
        }
        if (LOCK_FILES.contains(name)) {
            return Optional.of(SkipReason.LOCK_FILE);
        }
        if (endsWithAny(name, MINIFIED_ENDINGS)) {
            return Optional.of(SkipReason.MINIFIED);
        }
        return endsWithAny(name, GENERATED_ENDINGS) ? Optional.of(SkipReason.GENERATED) : Optional.empty();
    }

    private static boolean endsWithAny(String name, List<String> endings) {
        return endings.stream().anyMatch(name::endsWith);
    }
}

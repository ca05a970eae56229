package dev.codebasemcp.search.rank;

import dev.codebasemcp.code.language.Language;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a file contains, for filters. Each file is of exactly one kind, by its path and language; the first that applies:
 *
 * <ol>
 *   <li>{@link #TESTS}: a file whose role is {@link FileRole#TEST}.
 *   <li>{@link #CONFIG}: a file that the name or the language marks as part of a build or as a setting.
 *   <li>{@link #DOCS}: a file whose role is {@link FileRole#DOC} or {@link FileRole#LEGAL}, such as any other file in a documentation directory.
 *   <li>{@link #CODE}: a notebook.
 *   <li>{@link #CONFIG}: a file in a language of values.
 *   <li>{@link #DOCS}: a file of sentences.
 *   <li>{@link #CODE}: any other file, also in an unknown language.
 * </ol>
 */
public enum ContentKind {
    /** Sources, also generated ones, copies of third-party code, examples, markup and styles. */
    CODE,
    /** The code of tests, and all files next to it: data, fixtures and notes. */
    TESTS,
    /** Prose, and the files of documentation directories. */
    DOCS,
    /** Values, settings, and files of builds, deployment and continuous integration. */
    CONFIG;

    private static final Set<Language> BUILD_LANGUAGES =
            Set.of(Language.MAKEFILE, Language.CMAKE, Language.DOCKERFILE, Language.TERRAFORM);
    private static final Set<String> BUILD_FILES = Set.of(
            "jenkinsfile",
            "gemfile",
            "rakefile",
            "podfile",
            "brewfile",
            "vagrantfile",
            "procfile",
            "codeowners",
            "build",
            "workspace",
            "sconstruct",
            "sconscript",
            "wscript",
            "setup.py",
            "package.swift",
            "mix.exs",
            "rebar.config",
            "meson.build",
            "meson_options.txt",
            "gulpfile.js",
            "gruntfile.js");
    private static final List<String> BUILD_ENDINGS = List.of(
            ".gradle",
            ".gradle.kts",
            ".sbt",
            ".bzl",
            ".gemspec",
            ".cabal",
            ".nix",
            ".in",
            ".ac",
            ".am",
            ".m4",
            ".mod",
            ".sum",
            ".lock",
            ".config.js",
            ".config.ts",
            ".config.mjs",
            ".config.cjs");
    /** The starts of the names of lists of requirements, which end in {@code .txt}. */
    private static final List<String> REQUIREMENTS = List.of("requirements", "constraints");

    /** Returns the kind of a file. */
    public static ContentKind of(FileRef file) {
        if (file.role() == FileRole.TEST) {
            return TESTS;
        }
        String fileName = file.path().substring(file.path().lastIndexOf('/') + 1);
        String name = fileName.toLowerCase(Locale.ROOT);
        Language language = Language.byId(file.language()).orElse(Language.TEXT);
        if (BUILD_LANGUAGES.contains(language) || isBuildFile(name)) {
            return CONFIG;
        }
        if (file.role() == FileRole.DOC || file.role() == FileRole.LEGAL) {
            return DOCS;
        }
        return language == Language.JUPYTER ? CODE : byLanguage(language, fileName);
    }

    private static ContentKind byLanguage(Language language, String fileName) {
        if (language.isData() || fileName.startsWith(".")) {
            return CONFIG;
        }
        return language.isProse() && (language != Language.TEXT || isNotice(fileName)) ? DOCS : CODE;
    }

    /** Returns the kind with a {@link #label()}. */
    public static ContentKind labelled(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** The name in filters and answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is a file such as {@code AUTHORS}; other text in no known language is mostly code. */
    private static boolean isNotice(String fileName) {
        return fileName.chars().noneMatch(c -> c == '.' || Character.isLowerCase(c));
    }

    private static boolean isBuildFile(String name) {
        return BUILD_FILES.contains(name)
                || BUILD_ENDINGS.stream().anyMatch(name::endsWith)
                || (name.endsWith(".txt") && REQUIREMENTS.stream().anyMatch(name::startsWith));
    }
}

package dev.codebasemcp.code.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
    @ParameterizedTest
    @CsvSource({
        "src/Main.java, '', java",
        "a/b.test.TSX, '', tsx",
        "lib/x.d.ts, '', typescript",
        "include/x.h, '', cpp",
        "Dockerfile, '', dockerfile",
        "docker/Dockerfile.dev, '', dockerfile",
        "CMakeLists.txt, '', cmake",
        "notes.txt, '', text",
        "Rakefile, '', ruby",
        "README, '', markdown",
        "bin/run, '#!/usr/bin/env -S python3.11 -u', python",
        "bin/run, '#!/bin/sh', bash",
        "bin/run, '#!/usr/bin/env -S deno run --allow-net', typescript",
        "bin/run, '#!/usr/bin/env -Sdeno run', typescript",
        "bin/run, '#!/usr/bin/env -S FOO=1 NODE=node python3 -u', python",
        "bin/run, '#!/usr/bin/env -i ruby3.2', ruby",
        "bin/run, '#!/usr/bin/env -u node python3', python",
        "bin/run, '#!/usr/bin/perl5.36 -w', perl",
        "bin/run, '#!/usr/local/bin/node20', javascript",
        "bin/run, '#!/usr/bin/pwsh-preview', powershell",
        "bin/run, '#!/usr/bin/php8.2', php",
        "bin/run, '#! /opt/node/bin/python3', python",
        "bin/run, '#!/opt/my tools/lua5.4', lua",
        "bin/run, '#!/usr/bin/env luajit-2.1.0', lua",
        "src/a.ixx, '', cpp",
        "src/a.cppm, '', cpp",
        "src/a.mpp, '', cpp",
        "src/a.c++m, '', cpp",
        "src/a.mts, '', typescript",
        "src/a.cjs, '', javascript",
        "src/a.pyi, '', python",
        "src/a.graphqls, '', graphql",
        "bin/run, '#!/usr/bin/unknown', text",
        "bin/run, '', text",
        ".gitignore, '', text",
        "x.unknown, 'class A', text",
        "ebuild/BUILD, '', python",
        "a.json, '', json",
    })
    void findsTheLanguageOfAFile(String path, String firstLine, String id) {
        assertThat(Language.of(path, firstLine).id()).isEqualTo(id);
    }

    @Test
    void distinguishesProseDataAndCode() {
        assertThat(Arrays.stream(Language.values()).filter(Language::isProse))
                .containsExactlyInAnyOrder(Language.MARKDOWN, Language.RST, Language.ASCIIDOC, Language.TEXT);
        assertThat(Language.YAML.isData()).isTrue();
        assertThat(Language.JAVA.isData() || Language.JAVA.isProse()).isFalse();
    }

    @Test
    void hasOneIdForEachLanguage() {
        assertThat(Arrays.stream(Language.values()).map(Language::id)).doesNotHaveDuplicates();
        assertThat(Language.byId("CSharp")).contains(Language.CSHARP);
        assertThat(Language.byId("no such language")).isEmpty();
    }

    @Test
    void noExtensionFileNameOrInterpreterBelongsToTwoLanguages() {
        assertThat(all(LanguageProfile::extensions)).doesNotHaveDuplicates();
        assertThat(all(LanguageProfile::fileNames)).doesNotHaveDuplicates();
        assertThat(all(LanguageProfile::interpreters)).doesNotHaveDuplicates();
        assertThat(all(LanguageProfile::aliases)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "c++, cpp",
        "C#, csharp",
        "js, javascript",
        "py, python",
        "golang, go",
        "shell, bash",
        ".kt, kotlin",
        "Objective C, objective-c",
        "objective_c, objective-c",
        "F#, fsharp",
        "node, javascript"
    })
    void findsALanguageByWhatPeopleCallIt(String name, String id) {
        assertThat(Language.named(name).map(Language::id)).contains(id);
    }

    private static List<String> all(Function<LanguageProfile, List<String>> marks) {
        return Arrays.stream(Language.values())
                .flatMap(language -> marks.apply(language.profile()).stream())
                .toList();
    }
}

package dev.codebasemcp.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
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
    void tellsProseAndDataFromCode() {
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
}

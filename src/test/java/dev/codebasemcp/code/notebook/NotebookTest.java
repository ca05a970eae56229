package dev.codebasemcp.code.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.model.LineRange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotebookTest {
    private static final String FILE = """
            {
             "cells": [
              {
               "cell_type": "markdown",
               "metadata": {"source": ["none"]},
               "source": [
                "# Prices\\n",
                "Of *shops*."
               ]
              },
              {
               "metadata": {},
               "outputs": [{"text": ["secret output"], "data": {"image/png": "iVBORw0KGgo"}}],
               "source": [
                "%matplotlib inline\\n",
                "def price(name=\\"x\\"):\\n",
                "    return 1\\n"
               ],
               "cell_type": "code"
              },
              {"cell_type": "raw", "source": "one\\ntwo"}
             ],
             "metadata": {"kernelspec": {"language": "julia"}, "language_info": {"name": "R"}},
             "nbformat": 4
            }
            """;

    @Test
    void theLinesOfCellsStayWhereTheyAre() {
        SourceText file = SourceText.of(FILE);
        Notebook notebook = Notebook.of(file).orElseThrow();

        assertThat(lines(notebook.shown())).hasSize(file.lineCount() - 1);
        for (int line = 1; line <= notebook.shown().lineCount(); line++) {
            assertThat(notebook.shown().line(line)).isIn("", file.line(line));
        }
        assertThat(notebook.searched().line(8)).isEqualTo("Of *shops*.");
        assertThat(notebook.searched().line(15)).isEqualTo("%matplotlib inline");
        assertThat(notebook.searched().line(16)).isEqualTo("def price(name=\"x\"):");
        assertThat(notebook.searched().line(21)).isEqualTo("one two");
        assertThat(notebook.prose().line(7)).isEqualTo("# Prices");
        assertThat(notebook.prose().line(16)).isEmpty();
        assertThat(notebook.code().line(15)).isEmpty();
        assertThat(notebook.code().line(17)).isEqualTo("    return 1");
        assertThat(notebook.code().text(new LineRange(1, 13))).isBlank();
        assertThat(notebook.language()).isEqualTo(Language.JULIA);
        assertThat(String.join("", lines(notebook.searched()))).doesNotContain("output", "none", "iVBOR", "nbformat");
    }

    @Test
    void anOlderNotebookHasWorksheets() {
        Notebook notebook = Notebook.of(SourceText.of("""
                {"worksheets": [{"cells": [
                 {"cell_type": "code", "language": "python", "input": ["x = 1"], "outputs": ["y"]},
                 {"cell_type": "heading", "source": [null, "Title"]}
                ]}]}
                """)).orElseThrow();

        assertThat(lines(notebook.searched())).contains("x = 1", "Title");
        assertThat(notebook.code().line(2)).isEqualTo("x = 1");
        assertThat(notebook.language()).isEqualTo(Language.PYTHON);
    }

    @Test
    void aNotebookInOneLineIsSearchedWithoutItsOutputs() {
        Notebook notebook = Notebook.of(SourceText.of(
                        "{\"cells\":[{\"cell_type\":\"code\",\"source\":[\"a = 1\\n\",\"b\"],\"outputs\":[\"c\"]}]}"))
                .orElseThrow();

        assertThat(notebook.searched().line(1)).isEqualTo("a = 1 b");
    }

    /** With quadratic time, this copies terabytes; the timeout catches that. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void manyPartsInOneLineAreReadInTime() {
        String parts = "\"\",".repeat(1_000_000);
        Notebook notebook = Notebook.of(SourceText.of(
                        "{\"cells\":[{\"cell_type\":\"code\",\"source\":[\"first\"," + parts + "\"last\"]}]}"))
                .orElseThrow();

        assertThat(notebook.shown().lineLength(1)).isGreaterThan(parts.length());
        assertThat(notebook.searched().line(1)).startsWith("first ").endsWith(" last");
        assertThat(notebook.code().line(1)).isEqualTo(notebook.searched().line(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"cells\": 7}",
                "{\"cells\": [",
                "{\"cells\": [{\"source\": [\"a\"",
                "{\"cells\": [{\"source\": [\"a\"]}",
                "<<<<<<< HEAD",
                "{\"cells\": [7]}",
                "{\"metadata\": {\"language_info\": {\"name\": \"R\\q,\"b\": 1}}, \"cells\": []}"
            })
    void whatIsNoNotebookIsNotReadAsOne(String text) {
        assertThat(Notebook.of(SourceText.of(text))).isEmpty();
    }

    private static List<String> lines(SourceText text) {
        return text.lineCount() == 0
                ? List.of()
                : List.of(text.text(new LineRange(1, text.lineCount())).split("\n", -1));
    }
}

package dev.codebasemcp.code.notebook;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.text.SourceText;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cells of a Jupyter notebook, without outputs and metadata. Each text has the lines of the file, so that line numbers stay:
 * a line that holds none of the text is blank.
 *
 * @param shown the lines of the file that hold the source of a cell, as they are
 * @param searched what these lines say: the source without quotes and escapes
 * @param code the source of code cells, for a parser
 * @param prose the source of the other cells
 * @param language the language of code cells
 */
public record Notebook(SourceText shown, SourceText searched, SourceText code, SourceText prose, Language language) {
    /** Reads a notebook; empty if the text is none, or is damaged. */
    public static Optional<Notebook> of(SourceText file) {
        try {
            return new NotebookReader(file).read();
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }

    /** A part of a cell's source; parts are lines unless a tool wrote the whole cell as one. */
    record Part(int line, String text) {
        boolean isLine() {
            return text.indexOf('\n') < 0 || text.indexOf('\n') == text.length() - 1;
        }
    }

    /** A cell; {@code code}: whether it is executed. */
    record Cell(boolean code, List<Part> parts) {}

    static Notebook of(SourceText file, List<Cell> cells, Language language) {
        Lines shown = new Lines(file.lineCount());
        Lines searched = new Lines(file.lineCount());
        Lines code = new Lines(file.lineCount());
        Lines prose = new Lines(file.lineCount());
        for (Cell cell : cells) {
            for (Part part : cell.parts()) {
                if (shown.isBlank(part.line())) {
                    shown.add(part.line(), file.line(part.line()));
                }
                searched.add(part.line(), flat(part.text()));
                if (part.isLine()) {
                    (cell.code() ? code : prose).add(part.line(), isMagic(cell, part) ? "" : flat(part.text()));
                }
            }
        }
        return new Notebook(shown.text(), searched.text(), code.text(), prose.text(), language);
    }

    /** Whether a line is a command to the notebook rather than code. */
    private static boolean isMagic(Cell cell, Part part) {
        return cell.code() && (part.text().startsWith("%") || part.text().startsWith("!"));
    }

    private static String flat(String text) {
        return text.stripTrailing().replace('\n', ' ').replace('\r', ' ');
    }

    /** The lines of a text in the making. Linear in what is added, because one line may hold all parts of a file. */
    private static final class Lines {
        private final Map<Integer, StringBuilder> lines = new HashMap<>();
        private final int count;

        Lines(int count) {
            this.count = count;
        }

        boolean isBlank(int line) {
            return !lines.containsKey(line);
        }

        void add(int line, String text) {
            StringBuilder known = lines.computeIfAbsent(line, any -> new StringBuilder());
            if (!known.isEmpty()) {
                known.append(' ');
            }
            known.append(text);
        }

        SourceText text() {
            StringBuilder text = new StringBuilder();
            for (int line = 1; line <= count; line++) {
                if (line > 1) {
                    text.append('\n');
                }
                StringBuilder added = lines.get(line);
                if (added != null) {
                    text.append(added);
                }
            }
            return SourceText.of(text.toString());
        }
    }
}

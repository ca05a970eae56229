package dev.codebasemcp.code.notebook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.notebook.Notebook.Cell;
import dev.codebasemcp.code.notebook.Notebook.Part;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.model.LineRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the JSON of a notebook, in the format of 2015 (4) or the one before it (3), whose cells are in worksheets. */
final class NotebookReader {
    private static final JsonFactory JSON = new JsonFactory();

    private final SourceText file;
    private final List<Cell> cells = new ArrayList<>();
    private Optional<Language> language = Optional.empty();
    private boolean hasCells;

    NotebookReader(SourceText file) {
        this.file = file;
    }

    /**
     * Reads the file; empty if it has no cells.
     *
     * @throws IOException if it is no JSON
     */
    Optional<Notebook> read() throws IOException {
        if (file.lineCount() == 0) {
            return Optional.empty();
        }
        try (JsonParser json = JSON.createParser(file.text(new LineRange(1, file.lineCount())))) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                readNotebook(json);
            }
        }
        return hasCells ? Optional.of(Notebook.of(file, cells, language.orElse(Language.PYTHON))) : Optional.empty();
    }

    /** Reads a notebook or a worksheet. */
    private void readNotebook(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("cells") && value == JsonToken.START_ARRAY) {
                hasCells = true;
                readCells(json);
            } else if (name.equals("worksheets") && value == JsonToken.START_ARRAY) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    readNotebook(json);
                }
            } else if (name.equals("metadata") && value == JsonToken.START_OBJECT) {
                readMetadata(json);
            } else {
                json.skipChildren();
            }
        }
        expect(json, JsonToken.END_OBJECT);
    }

    private void readMetadata(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            boolean tells = name.equals("language_info") || name.equals("kernelspec");
            if (json.nextToken() == JsonToken.START_OBJECT && tells) {
                readLanguage(json, name.equals("kernelspec") ? "language" : "name");
            } else {
                json.skipChildren();
            }
        }
        expect(json, JsonToken.END_OBJECT);
    }

    private void readLanguage(JsonParser json, String field) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean tells = json.currentName().equals(field);
            if (json.nextToken() == JsonToken.VALUE_STRING && tells) {
                String name = json.getText();
                language = language.or(() -> Language.named(name));
            } else {
                json.skipChildren();
            }
        }
    }

    private void readCells(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            cells.add(readCell(json));
        }
        expect(json, JsonToken.END_ARRAY);
    }

    private static Cell readCell(JsonParser json) throws IOException {
        boolean code = false;
        List<Part> parts = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("source") || name.equals("input")) {
                readSource(json, parts);
            } else if (name.equals("cell_type")) {
                code = json.getText().equals("code");
            } else {
                json.skipChildren();
            }
        }
        expect(json, JsonToken.END_OBJECT);
        return new Cell(code, parts);
    }

    private static void readSource(JsonParser json, List<Part> parts) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            readPart(json, parts);
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY && json.currentToken() != null) {
            readPart(json, parts);
        }
    }

    private static void readPart(JsonParser json, List<Part> parts) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            parts.add(new Part(json.currentTokenLocation().getLineNr(), json.getText()));
        } else {
            json.skipChildren();
        }
    }

    private static void expect(JsonParser json, JsonToken token) throws IOException {
        if (json.currentToken() != token) {
            throw new IOException("no notebook: " + json.currentToken() + " instead of " + token);
        }
    }
}

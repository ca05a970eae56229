package dev.codebasemcp.code.parser;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.text.SourceText;

/** Extracts the scripts of Vue and Svelte components. */
final class ScriptBlocks {
    private ScriptBlocks() {}

    /** Blanks every line outside script elements, so that line numbers stay; returns other files unchanged. */
    static SourceText only(Language language, SourceText text) {
        if (language.scriptLanguage().isEmpty()) {
            return text;
        }
        StringBuilder script = new StringBuilder();
        boolean inside = false;
        for (int line = 1; line <= text.lineCount(); line++) {
            String content = text.line(line);
            boolean closes = content.stripLeading().startsWith("</script");
            if (inside && !closes) {
                script.append(content);
            }
            inside = !closes && (inside || opens(content));
            script.append('\n');
        }
        return SourceText.of(script.toString());
    }

    private static boolean opens(String line) {
        String start = line.stripLeading();
        return start.startsWith("<script") && !start.contains("</script") && !start.contains("/>");
    }
}

package dev.codebasemcp.indexing.chunk;

import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts lines of data along keys or elements, which the indentation shows. Packs small neighbours, and cuts a large one along those
 * inside it, whose parts then have its name.
 */
final class StructureCutter {
    /** Deeper levels are cut like text; keeps the work linear. */
    private static final int MAX_DEPTH = 12;

    private static final int MAX_LINE = 200;
    private static final Pattern NAME = Pattern.compile(
            "\\s*+(?:- )?+(?:<(?<element>[\\w:.-]{1,80})|[\"']?+(?<key>[\\w./$@{} -]{1,80}+)[\"']?+\\s*+[:=])");

    private final SourceText text;
    private final Sizes sizes;
    private final int target;
    private final Output output;

    /** Takes the pieces in order. */
    interface Output {
        /** Takes lines that stay together. */
        void add(LineRange lines, Optional<Definition> enclosing);

        /** Takes lines without structure that are too long for one piece. */
        void cut(LineRange lines, Optional<Definition> enclosing);
    }

    StructureCutter(SourceText text, Sizes sizes, int target, Output output) {
        this.text = text;
        this.sizes = sizes;
        this.target = target;
        this.output = output;
    }

    void cut(LineRange lines, Optional<Definition> enclosing) {
        cut(lines, enclosing, 0);
    }

    /** Cuts lines; below the top, the first one names the rest. */
    private void cut(LineRange lines, Optional<Definition> enclosing, int depth) {
        List<LineRange> blocks = depth < MAX_DEPTH ? blocks(lines, depth > 0) : List.of();
        if (blocks.size() < 2) {
            boolean hasRoot = depth == 0 && lines.length() > 1;
            if (hasRoot) {
                cutBlock(lines, enclosing, depth);
            } else {
                output.cut(lines, enclosing);
            }
            return;
        }
        int start = lines.start();
        for (LineRange block : blocks) {
            if (start < block.start() && sizes.of(start, block.end()) > target) {
                output.add(new LineRange(start, block.start() - 1), enclosing);
                start = block.start();
            }
            if (sizes.of(start, block.end()) > target) {
                cutBlock(block, enclosing, depth);
                start = block.end() + 1;
            }
        }
        if (start <= lines.end()) {
            output.add(new LineRange(start, lines.end()), enclosing);
        }
    }

    private void cutBlock(LineRange block, Optional<Definition> enclosing, int depth) {
        if (block.length() == 1) {
            output.add(block, enclosing);
        } else {
            cut(block, named(block, enclosing), depth + 1);
        }
    }

    /** The blocks of the outermost level, with the comments above them; together they are all the lines. */
    private List<LineRange> blocks(LineRange lines, boolean headed) {
        int level = level(headed && lines.length() > 1 ? new LineRange(lines.start() + 1, lines.end()) : lines);
        List<LineRange> blocks = new ArrayList<>();
        int start = lines.start();
        boolean commented = isComment(start);
        for (int line = start + 1; line <= lines.end(); line++) {
            if (text.indent(line) != level || isClosing(line)) {
                continue;
            }
            if (!commented) {
                blocks.add(new LineRange(start, line - 1));
                start = line;
            }
            commented = isComment(line);
        }
        blocks.add(new LineRange(start, lines.end()));
        return blocks;
    }

    private int level(LineRange lines) {
        int level = Integer.MAX_VALUE;
        for (int line = lines.start(); line <= lines.end(); line++) {
            int indent = text.indent(line);
            if (indent >= 0 && indent < level && !isClosing(line) && !isOpening(line)) {
                level = indent;
            }
        }
        return level;
    }

    private boolean isClosing(int line) {
        String start = text.line(line, MAX_LINE).stripLeading();
        return start.startsWith("}") || start.startsWith("]") || start.startsWith("</") || start.startsWith("/>");
    }

    /** Whether a line has nothing but the bracket around the values below it. */
    private boolean isOpening(int line) {
        String content = text.line(line, MAX_LINE).strip();
        return content.equals("{") || content.equals("[");
    }

    private boolean isComment(int line) {
        String start = text.line(line, MAX_LINE).stripLeading();
        return start.startsWith("#") || start.startsWith("//") || start.startsWith("<!--");
    }

    private Optional<Definition> named(LineRange block, Optional<Definition> enclosing) {
        int first = block.start();
        while (first < block.end() && (isComment(first) || text.isBlank(first))) {
            first++;
        }
        Matcher name = NAME.matcher(text.line(first, MAX_LINE));
        if (!name.lookingAt()) {
            return enclosing;
        }
        String own = Optional.ofNullable(name.group("element"))
                .orElseGet(() -> name.group("key"))
                .strip();
        String whole = enclosing.map(outer -> outer.qualifiedName() + "." + own).orElse(own);
        return Optional.of(new Definition(own, whole, DefinitionKind.SECTION, block, ""));
    }
}

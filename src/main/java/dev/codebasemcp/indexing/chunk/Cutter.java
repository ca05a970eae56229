package dev.codebasemcp.indexing.chunk;

import static dev.codebasemcp.indexing.chunk.Chunker.TARGET;
import static dev.codebasemcp.indexing.chunk.Chunker.WHOLE;

import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.code.outline.Outline;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cuts a file into pieces along its definitions. Cuts large definitions along inner ones, or at quiet lines. */
final class Cutter {
    private final SourceText text;
    private final Sizes sizes;
    private final Outline outline;
    /** Comments that may belong to a definition below them, keyed by their last lines. */
    private final Map<Integer, LineRange> comments = new HashMap<>();

    private final StructureCutter structure;
    private final List<Piece> pieces = new ArrayList<>();

    Cutter(SourceText text, Sizes sizes, Outline outline) {
        this.text = text;
        this.sizes = sizes;
        this.outline = outline;
        this.structure = new StructureCutter(text, sizes, TARGET, new StructureCutter.Output() {
            @Override
            public void add(LineRange lines, Optional<Definition> enclosing) {
                Cutter.this.add(lines, Optional.empty(), enclosing);
            }

            @Override
            public void cut(LineRange lines, Optional<Definition> enclosing) {
                cutAtQuietLines(lines, enclosing);
            }
        });
        for (LineRange comment : outline.comments()) {
            if (!Outline.isDocstring(text.line(comment.start()))) {
                comments.put(comment.end(), comment);
            }
        }
    }

    List<Piece> cut() {
        if (text.lineCount() > 0) {
            cutAlong(new LineRange(1, text.lineCount()), outline.definitions(), Optional.empty());
        }
        return pieces;
    }

    private void cutAlong(LineRange lines, List<Definition> definitions, Optional<Definition> enclosing) {
        int done = lines.start() - 1;
        int next = 0;
        while (next < definitions.size()) {
            Definition definition = definitions.get(next);
            int end = Math.min(lines.end(), definition.lines().end());
            int after = firstBelow(definitions, next + 1, end);
            int start = Math.max(done + 1, withComments(definition.lines().start()));
            if (start <= end) {
                addBetween(done + 1, start - 1, enclosing);
                addDefinition(new LineRange(start, end), definitions.subList(next, after), enclosing);
                done = end;
            }
            next = after;
        }
        addBetween(done + 1, lines.end(), enclosing);
    }

    private static int firstBelow(List<Definition> definitions, int from, int line) {
        int at = from;
        while (at < definitions.size() && definitions.get(at).lines().start() <= line) {
            at++;
        }
        return at;
    }

    private int withComments(int line) {
        int start = line;
        LineRange above = comments.get(start - 1);
        while (above != null) {
            start = above.start();
            above = comments.get(start - 1);
        }
        return start;
    }

    /** Adds a definition; {@code family} is the definition followed by those that start inside it. */
    private void addDefinition(LineRange lines, List<Definition> family, Optional<Definition> enclosing) {
        Definition head = family.get(0);
        List<Definition> inner = family.subList(1, family.size());
        long limit = isContainer(head, inner) ? TARGET : WHOLE;
        if (sizes.of(lines.start(), lines.end()) <= limit) {
            add(lines, Optional.of(head), enclosing);
        } else if (inner.isEmpty()) {
            cutLong(lines, Optional.of(head));
        } else {
            cutAlong(lines, inner, Optional.of(head));
        }
    }

    private static boolean isContainer(Definition head, List<Definition> inner) {
        boolean container = head.kind().isType()
                || head.kind() == DefinitionKind.EXTENSION
                || head.kind() == DefinitionKind.SECTION;
        return container && inner.stream().anyMatch(definition -> Importance.of(definition.kind()) > Importance.VALUE);
    }

    private void addBetween(int from, int to, Optional<Definition> enclosing) {
        if (from > to) {
            return;
        }
        LineRange lines = new LineRange(from, to);
        if (sizes.of(from, to) <= TARGET) {
            add(lines, Optional.empty(), enclosing);
        } else {
            cutLong(lines, enclosing);
        }
    }

    private void cutLong(LineRange lines, Optional<Definition> enclosing) {
        if (outline.structured()) {
            structure.cut(lines, enclosing);
        } else {
            cutAtQuietLines(lines, enclosing);
        }
    }

    private void cutAtQuietLines(LineRange lines, Optional<Definition> enclosing) {
        int start = lines.start();
        while (start <= lines.end()) {
            int end = sizes.of(start, lines.end()) <= TARGET * 5 / 4 ? lines.end() : quietLine(start, lines.end());
            add(new LineRange(start, end), Optional.empty(), enclosing);
            start = end + 1;
        }
    }

    /** The line that ends a piece: before the least indented line of the second half, preferably after a blank line. */
    private int quietLine(int start, int last) {
        int best = start;
        int bestNoise = Integer.MAX_VALUE;
        for (int end = start; end < last && sizes.of(start, end) <= TARGET; end++) {
            int noise = noise(end);
            boolean tooShort = sizes.of(start, end) < TARGET / 2;
            if (tooShort || noise <= bestNoise) {
                best = end;
                bestNoise = tooShort ? Integer.MAX_VALUE : noise;
            }
        }
        return best;
    }

    private int noise(int line) {
        int next = text.indent(line + 1);
        return next < 0 ? 0 : 2 * next + (text.isBlank(line) ? 1 : 6);
    }

    /** Adds the parts of some lines that long runs of blank lines separate; usually one. */
    private void add(LineRange lines, Optional<Definition> definition, Optional<Definition> enclosing) {
        Optional<Definition> whole = definition;
        Optional<Definition> around = enclosing;
        int start = lines.start();
        int blank = 0;
        for (int line = start; line <= lines.end(); line++) {
            if (text.isBlank(line)) {
                blank++;
                continue;
            }
            if (blank >= Chunker.MAX_GAP && line - blank > start) {
                addPart(new LineRange(start, line - 1), whole, around);
                whole = Optional.empty();
                around = definition.or(() -> enclosing);
                start = line;
            }
            blank = 0;
        }
        addPart(new LineRange(start, lines.end()), whole, around);
    }

    private void addPart(LineRange lines, Optional<Definition> definition, Optional<Definition> enclosing) {
        int start = lines.start();
        int end = lines.end();
        while (start <= end && text.isBlank(start)) {
            start++;
        }
        while (end > start && text.isBlank(end)) {
            end--;
        }
        if (start <= end) {
            pieces.add(new Piece(new LineRange(start, end), definition, enclosing));
        }
    }
}

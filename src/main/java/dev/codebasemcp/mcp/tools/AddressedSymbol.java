package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.mcp.tools.SymbolAddress.Target;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.symbols.Outline;
import dev.codebasemcp.symbols.OutlineEntry;
import dev.codebasemcp.symbols.OutlinedDefinition;
import dev.codebasemcp.symbols.SymbolName;
import dev.codebasemcp.symbols.SymbolPlace;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the definition at an address among those of its file. Stateless. */
final class AddressedSymbol {
    private static final int SHOWN = 8;

    private AddressedSymbol() {}

    /**
     * Returns what an address means.
     *
     * @param outline of its path
     * @throws RejectedException if it means nothing, or several things
     */
    static Target of(SymbolAddress address, Outline outline) {
        if (outline instanceof Outline.Missing missing) {
            throw new RejectedException(missing.reason());
        }
        if (outline instanceof Outline.Ambiguous several) {
            throw refusal(
                    address,
                    "is the end of several paths: "
                            + several.paths().stream()
                                    .limit(SHOWN)
                                    .map(Quoted::name)
                                    .collect(Collectors.joining(", ")));
        }
        if (outline instanceof Outline.OfFile file) {
            return in(file, address);
        }
        throw refusal(address, "is a directory");
    }

    private static Target in(Outline.OfFile file, SymbolAddress address) {
        String path = file.file().path();
        Optional<Integer> line = address.line();
        if (line.isEmpty()) {
            return new Target(
                    SymbolArguments.name(address.rest()), Optional.of(new SymbolPlace(path, Optional.empty())));
        }
        OutlinedDefinition definition = around(path, line.get(), definitions(file));
        return new Target(name(definition.symbol()), Optional.of(new SymbolPlace(path, line)));
    }

    private static List<OutlinedDefinition> definitions(Outline.OfFile file) {
        return file.entries().stream()
                .map(OutlineEntry::definition)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The innermost definition; of those in the same lines, none is. */
    private static OutlinedDefinition around(String path, int line, List<OutlinedDefinition> definitions) {
        List<OutlinedDefinition> around =
                definitions.stream().filter(one -> one.lines().contains(line)).toList();
        int shortest = around.stream()
                .mapToInt(one -> one.lines().length())
                .min()
                .orElseThrow(() -> new RejectedException("Line " + line + " of " + Quoted.name(path)
                        + " is in no definition" + near(line, definitions) + ". Give the name of one instead."));
        List<OutlinedDefinition> innermost =
                around.stream().filter(one -> one.lines().length() == shortest).toList();
        if (innermost.stream().map(OutlinedDefinition::symbol).distinct().count() > 1) {
            throw new RejectedException("Line " + line + " of " + Quoted.name(path) + " has several definitions: "
                    + named(innermost.stream()) + ". Give the name of one instead.");
        }
        return innermost.get(0);
    }

    private static String near(int line, List<OutlinedDefinition> definitions) {
        String near = named(definitions.stream()
                .sorted(Comparator.comparingInt(one -> distance(one.lines(), line)))
                .limit(2));
        return near.isEmpty() ? "" : "; the nearest ones are " + near;
    }

    private static int distance(LineRange lines, int line) {
        return line < lines.start() ? lines.start() - line : line - lines.end();
    }

    private static String named(Stream<OutlinedDefinition> definitions) {
        return definitions
                .limit(SHOWN)
                .map(one -> Quoted.brief(one.symbol()) + " (" + one.lines().start() + "-"
                        + one.lines().end() + ")")
                .collect(Collectors.joining(", "));
    }

    private static SymbolName name(String qualified) {
        int dot = qualified.lastIndexOf('.');
        return new SymbolName(
                qualified.substring(dot + 1),
                dot < 0 ? List.of() : List.of(qualified.substring(0, dot).split("\\.")));
    }

    private static RejectedException refusal(SymbolAddress address, String why) {
        return new RejectedException(
                "The path " + Quoted.name(address.path()) + " " + why + ". Give that of one file.");
    }
}

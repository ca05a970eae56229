package dev.codebasemcp.symbols;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.database.index.DefinedName;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.ReferenceKind;
import dev.codebasemcp.symbols.resolve.Resolution;
import dev.codebasemcp.symbols.resolve.Resolver;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds names in languages whose rules are not known here: it decides nothing. Declarations come from the index. */
final class NamesOnly implements Resolver {
    /** The name of a definition is among the first of its words. */
    private static final int MOST_NAMES = 100;

    private final IndexedCode code;

    NamesOnly(IndexedCode code) {
        this.code = code;
    }

    @Override
    public List<Declaration> declarations(SourceFile file) {
        List<Declaration> found = new ArrayList<>();
        List<SyntaxNode> names = file.tree().nodes(NamesOnly::isName);
        int first = 0;
        for (DefinedName definition : code.definitionsOf(file.key())) {
            while (first < names.size()
                    && names.get(first).line() < definition.lines().start()) {
                first++;
            }
            names.subList(first, Math.min(names.size(), first + MOST_NAMES)).stream()
                    .filter(node -> isOf(node, definition))
                    .findFirst()
                    .ifPresent(name -> found.add(
                            new Declaration(file, definition.qualifiedName(), whole(name, definition), name)));
        }
        return found;
    }

    private static boolean isOf(SyntaxNode node, DefinedName definition) {
        return node.line() >= definition.lines().start()
                && node.line() <= definition.lines().end()
                && node.text().equals(definition.name());
    }

    /** The largest node around a name that stays within the lines of its definition. */
    private static SyntaxNode whole(SyntaxNode name, DefinedName definition) {
        return name.ancestors()
                .takeWhile(node -> node.line() >= definition.lines().start()
                        && node.endLine() <= definition.lines().end())
                .reduce((inner, outer) -> outer)
                .orElse(name);
    }

    @Override
    public List<SyntaxNode> mentions(SourceFile file, Set<String> names) {
        return file.tree().nodes(NamesOnly::isName).stream()
                .filter(node -> names.contains(node.text()))
                .toList();
    }

    private static boolean isName(String kind) {
        return kind.contains("identifier") || kind.equals("constant") || kind.endsWith("name") || kind.equals("word");
    }

    @Override
    public Resolution resolve(SourceFile file, SyntaxNode mention) {
        boolean declared = code.definitionsOf(file.key()).stream()
                .anyMatch(definition -> definition.lines().start() == mention.line() && isOf(mention, definition));
        return declared ? Resolution.ELSEWHERE : Resolution.UNDECIDED;
    }

    @Override
    public ReferenceKind kind(SourceFile file, SyntaxNode mention) {
        Optional<String> parent = mention.parent().map(SyntaxNode::kind);
        if (mention.ancestors()
                .limit(4)
                .anyMatch(node -> node.kind().contains("import") || node.is("use_declaration"))) {
            return ReferenceKind.IMPORT;
        }
        if (mention.is("type_identifier")) {
            return ReferenceKind.TYPE;
        }
        return parent.filter(kind -> kind.contains("call")).isPresent() ? ReferenceKind.CALL : ReferenceKind.READ;
    }
}

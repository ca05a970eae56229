package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the imports of modules as a whole: {@code import a.b}, {@code from a import b} and {@code from a.b import *}.
 *
 * @param modules find modules by their names
 */
record ModuleImports(Modules modules) {
    private static final String FROM = "import_from_statement";
    private static final Set<String> STATEMENTS = Set.of("import_statement", FROM);

    /** Returns the nodes that name a module in the imports of a file, with the file of each. */
    Map<SyntaxNode, FileKey> of(SourceFile file) {
        Map<SyntaxNode, FileKey> found = new LinkedHashMap<>();
        for (SyntaxNode statement : file.tree().nodes(STATEMENTS::contains)) {
            Optional<Module> from = statement.is(FROM) ? modules.from(file, statement) : Optional.empty();
            for (SyntaxNode child : statement.children()) {
                module(file, child, from).flatMap(Module::file).ifPresent(module -> found.put(child, module.key()));
            }
        }
        return found;
    }

    private Optional<Module> module(SourceFile file, SyntaxNode child, Optional<Module> from) {
        if (child.is("wildcard_import")) {
            return from;
        }
        if (!child.field().equals("name")) {
            return Optional.empty();
        }
        String name =
                Texts.shortText(child.is("aliased_import") ? child.child("name").orElse(child) : child);
        return child.around(STATEMENTS.toArray(String[]::new))
                        .filter(one -> one.is(FROM))
                        .isPresent()
                ? from.flatMap(outer -> modules.inside(outer, name))
                : modules.absolute(file, name.replaceAll("\\s", ""));
    }
}

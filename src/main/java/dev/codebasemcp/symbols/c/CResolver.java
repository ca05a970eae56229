package dev.codebasemcp.symbols.c;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.CodeBase;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.ReferenceKind;
import dev.codebasemcp.symbols.resolve.Resolution;
import dev.codebasemcp.symbols.resolve.Resolver;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Resolves names in C files; in C++ files, those that mean the same by the rules of C. */
public final class CResolver implements Resolver {
    private static final Set<String> MENTIONING =
            Set.of(CKinds.IDENTIFIER, CKinds.TYPE_IDENTIFIER, CKinds.FIELD_IDENTIFIER, "namespace_identifier");

    private final Resolver byName;
    private final COrdinary ordinary;
    private final CFields fields;

    /**
     * Creates a resolver for one state of a code base.
     *
     * @param byName for files of related languages whose rules are not known
     */
    public CResolver(CodeBase code, Resolver byName) {
        this.byName = byName;
        CNames names = new CNames(code);
        this.ordinary = new COrdinary(names);
        this.fields = new CFields(names);
    }

    private static boolean isKnown(SourceFile file) {
        return file.language() == Language.C || file.language() == Language.CPP;
    }

    @Override
    public List<Declaration> declarations(SourceFile file) {
        if (!isKnown(file)) {
            return byName.declarations(file);
        }
        List<Declaration> found =
                new ArrayList<>(CSymbol.declarations(CFacts.of(file).symbols()));
        if (CFacts.of(file).isCpp()) {
            // What C has no rules for, such as operators.
            Set<Integer> places =
                    found.stream().map(one -> one.nameNode().start()).collect(Collectors.toSet());
            byName.declarations(file).stream()
                    .filter(one -> places.add(one.nameNode().start()))
                    .forEach(found::add);
        }
        found.sort(Comparator.comparing(one -> one.nameNode().start()));
        return found;
    }

    @Override
    public List<SyntaxNode> mentions(SourceFile file, Set<String> names) {
        if (!isKnown(file)) {
            return byName.mentions(file, names);
        }
        Set<Integer> lengths = names.stream()
                .map(name -> name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
                .collect(Collectors.toSet());
        List<SyntaxNode> found = new ArrayList<>();
        for (SyntaxNode node : file.tree().nodes(MENTIONING::contains)) {
            if (lengths.contains(node.end() - node.start()) && names.contains(node.text()) && !isOfMacro(node)) {
                found.add(node);
            }
        }
        List<SyntaxNode> inMacros = CMacros.mentions(CFacts.of(file).macros(), names);
        if (!inMacros.isEmpty()) {
            found.addAll(inMacros);
            found.sort(Comparator.comparing(SyntaxNode::start));
        }
        return found;
    }

    /** Macros have a tree of their own. */
    private static boolean isOfMacro(SyntaxNode node) {
        return node.parent()
                .filter(parent -> parent.is(CKinds.MACRO, CKinds.MACRO_FUNCTION, "preproc_params"))
                .isPresent();
    }

    @Override
    public Resolution resolve(SourceFile file, SyntaxNode name) {
        if (!isKnown(file)) {
            return byName.resolve(file, name);
        }
        if (CFacts.of(file).declares(name)) {
            return Resolution.ELSEWHERE;
        }
        Resolution found = name.is(CKinds.FIELD_IDENTIFIER) ? fields.resolve(file, name) : ordinary(file, name);
        return found instanceof Resolution.Certain certain && isBroken(name)
                ? new Resolution.Probable(certain.declarations())
                : found;
    }

    private Resolution ordinary(SourceFile file, SyntaxNode name) {
        Resolution found = ordinary.resolve(file, name);
        if (found != Resolution.ELSEWHERE) {
            return found;
        }
        Optional<Resolution> argument = fields.argument(file, name);
        if (argument.isPresent()) {
            return argument.get();
        }
        // In a class of C++, a member has nothing before its name.
        boolean isMember = CFacts.of(file).isCpp() && !ordinary.isLocal(file, name);
        return isMember ? fields.implicit(name.text(), ordinary.isKnown(name.text())) : found;
    }

    /** Whether the parser did not understand what is around a name. */
    private static boolean isBroken(SyntaxNode name) {
        return name.ancestors().limit(2).anyMatch(node -> node.is(CKinds.ERROR));
    }

    @Override
    public ReferenceKind kind(SourceFile file, SyntaxNode name) {
        return isKnown(file) ? CUses.kind(name) : byName.kind(file, name);
    }

    @Override
    public boolean isAnnouncement(Declaration declaration) {
        SyntaxNode node = declaration.node();
        if (!isKnown(declaration.file())) {
            return byName.isAnnouncement(declaration);
        }
        boolean isTag = node.is(CKinds.STRUCT, CKinds.UNION, CKinds.ENUM, CKinds.CLASS);
        boolean isPrototype = node.is(CKinds.DECLARATION)
                && (CKinds.has(node, "extern")
                        || CKinds.declarators(node).stream().allMatch(CKinds::isFunction));
        return isPrototype || (isTag && node.child(CKinds.BODY).isEmpty());
    }

    @Override
    public boolean isOfFileOnly(Declaration declaration) {
        return isKnown(declaration.file())
                && !CFacts.isHeader(declaration.file().path())
                && CFacts.of(declaration.file()).isOfFile(declaration);
    }
}
